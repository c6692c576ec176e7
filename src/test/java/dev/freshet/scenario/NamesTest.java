package dev.freshet.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.testing.Synced;
import dev.freshet.testing.TestFolder;
import dev.freshet.testing.TestHome;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names and paths of every kind. */
class NamesTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private TestHome home;

    @SuppressWarnings("NullAway.Init")
    private TestFolder documents;

    @BeforeEach
    void makeHome() {
        home = TestHome.in(folder);
        documents = home.documents();
    }

    private static final List<String> NAMES = List.of(
            "it's \"quoted\".md",
            "two  spaces .md",
            "new\nline.md",
            "100%.md",
            "%20 %2F%00.md",
            "#hash.md",
            "a+b.md",
            "a&b=c;d,e.md",
            "what?.md",
            "-rf.md",
            "${simple} {{placeholder}}.md",
            "back\\slash.md",
            "tab\there.md",
            "*.md",
            "grüße/日本語.md",
            "emoji 🚪.md",
            "RAW(x).md");

    @Test
    void names_are_taken_as_they_are() throws Exception {
        for (String name : NAMES) {
            documents.write(name, "# A gate\n\nThis is " + name.length() + " long.\n");
        }

        Synced first = home.sync();

        assertThat(first.counts()).isEqualTo("completed +" + NAMES.size() + " ~0 -0 =0 !0");
        assertThat(home.store().indexed()).hasSize(NAMES.size());
        assertThat(home.sync().counts()).isEqualTo("completed +0 ~0 -0 =" + NAMES.size() + " !0");
        for (String name : NAMES) {
            documents.write(name, "# A gate\n\nNow " + name.length() + " long.\n");
        }
        assertThat(home.sync().counts()).isEqualTo("completed +0 ~" + NAMES.size() + " -0 =0 !0");
        home.assertEqualToFreshIngest();
        for (String name : NAMES.subList(0, 10)) {
            documents.delete(name);
        }
        assertThat(home.sync().counts()).isEqualTo("completed +0 ~0 -10 =" + (NAMES.size() - 10) + " !0");
        home.assertEqualToFreshIngest();
    }

    @Test
    void composed_and_decomposed_names_are_two_documents() throws Exception {
        documents.write("caf\u00e9.md", "# One\n\nComposed.\n");
        documents.write("cafe\u0301.md", "# Two\n\nDecomposed.\n");

        Synced sync = home.sync();

        assertThat(sync.counts()).isEqualTo("completed +2 ~0 -0 =0 !0");
        home.assertEqualToFreshIngest();
        documents.delete("cafe\u0301.md");
        assertThat(home.sync().counts()).isEqualTo("completed +0 ~0 -1 =1 !0");
        assertThat(home.store().indexed()).containsExactly("caf\u00e9.md");
        home.assertEqualToFreshIngest();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "with spaces",
                "a+b",
                "100%20 percent",
                "Größe",
                "{braces}",
                "what?now",
                "#hash",
                "it's",
                "RAW(x)",
                "$dollar ${simple}",
                "semi;colon,comma"
            })
    void root_folder_may_have_any_name(String name) throws Exception {
        TestFolder odd = new TestFolder(folder.resolve(name));
        odd.write("sub/gate.md", "# Gate\n\nThe gate.\n");
        home.source("docs", odd.root()).write();

        Synced sync = home.sync();

        assertThat(sync.counts()).isEqualTo("completed +1 ~0 -0 =0 !0");
        assertThat(home.store().indexed()).containsExactly("sub/gate.md");
        odd.delete("sub");
        odd.write("gate.md", "# Gate\n\nThe gate.\n");
        assertThat(home.sync().counts()).isEqualTo("completed +1 ~0 -1 =0 !0");
    }
}
