package dev.freshet.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.testing.Synced;
import dev.freshet.testing.TestFolder;
import dev.freshet.testing.TestHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a sync costs, what makes everything new, and what a plan says of it beforehand. */
class CostTest {

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

    private static final int PAGES = 50;

    private static String sentence(Random random) {
        String[] words =
                "the gate opens closes harbour keeper lantern rope tide crane signal morning evening quay barge"
                        .split(" ", -1);
        StringBuilder text = new StringBuilder("Then");
        for (int i = 0; i < 14; i++) {
            text.append(' ').append(words[random.nextInt(words.length)]).append(i == 7 ? random.nextInt(10_000) : "");
        }
        return text.append(". ").toString();
    }

    private static List<String> paragraphs(boolean headings) {
        Random random = new Random(50);
        List<String> paragraphs = new ArrayList<>();
        for (int page = 1; page <= PAGES; page++) {
            for (int i = 0; i < 4; i++) {
                String text = sentence(random) + sentence(random) + sentence(random);
                paragraphs.add(headings && i == 0 ? "## Page " + page + "\n\n" + text : text);
            }
        }
        return paragraphs;
    }

    @ParameterizedTest
    @ValueSource(strings = {"book.md", "book.txt"})
    void small_edit_of_a_long_document_embeds_at_most_three_chunks(String name) throws Exception {
        List<String> text = paragraphs(name.endsWith("md"));
        String original = String.join("\n\n", text);
        documents.write(name, original);
        assertThat(home.sync().embedded()).isGreaterThanOrEqualTo(PAGES);

        text.set(100, text.get(100) + "One sentence more.");
        documents.write(name, String.join("\n\n", text));
        assertThat(home.sync().embedded()).as("edit").isBetween(1L, 3L);

        text.add(0, "A new paragraph at the top, about a lighthouse that nobody has seen before.");
        documents.write(name, String.join("\n\n", text));
        assertThat(home.sync().embedded()).as("insert at the top").isBetween(1L, 3L);
        home.assertEqualToFreshIngest();

        documents.move(name, "renamed-" + name);
        assertThat(home.sync().embedded()).as("rename").isZero();

        documents.write("renamed-" + name, original);
        assertThat(home.sync().embedded()).as("revert").isZero();
        home.store().assertConsistent();
    }

    @Test
    void rebuild_embeds_everything_again_and_changes_nothing() throws Exception {
        documents.copyHandbooks();
        long first = home.sync().embedded();
        List<String> before = home.store().chunks();

        Synced rebuild = home.sync(TestHome.REBUILD);

        assertThat(rebuild.counts()).isEqualTo("completed +0 ~5 -0 =0 !0");
        assertThat(rebuild.embedded()).isGreaterThanOrEqualTo(first);
        assertThat(home.store().chunks()).isEqualTo(before);
        home.assertEqualToFreshIngest();
    }

    @Test
    void full_pass_finds_a_change_that_the_fingerprint_hides() throws Exception {
        documents.write("gate.md", "# Gate\n\nThe gate is open.\n");
        home.sync();
        documents.write("gate.md", "# Gate\n\nThe gate is shut.\n");
        TestHome fresh = home.fresh();
        String fingerprint = fresh.store().documents().get(0).split(" \\| ", -1)[9];
        home.store().execute("UPDATE documents SET fingerprint = '" + fingerprint + "'");

        assertThat(home.sync().counts()).isEqualTo("completed +0 ~0 -0 =1 !0");
        assertThat(home.sync(TestHome.FULL).counts()).isEqualTo("completed +0 ~1 -0 =0 !0");
        assertThat(home.sync(TestHome.FULL).counts()).isEqualTo("completed +0 ~0 -0 =1 !0");
        home.assertEqualToFreshIngest();
    }

    @Test
    void another_chunk_size_makes_every_document_again() throws Exception {
        documents.copyHandbooks();
        home.sync();
        home.option("freshet.chunk.size", "40").option("freshet.chunk.overlap", "8");

        Synced sync = home.sync();

        assertThat(sync.counts()).isEqualTo("completed +0 ~5 -0 =0 !0");
        home.assertEqualToFreshIngest();
    }

    @Test
    void header_of_a_route_is_metadata_to_search_by_and_embeds_nothing() throws Exception {
        TestFolder other = new TestFolder(folder.resolve("other")).writeNotes(2);
        documents.writeNotes(2);
        home.source("other", other.root())
                .step("setHeader: {name: team, constant: sales}")
                .write();
        home.sync();
        home.docs().step("setHeader: {name: team, constant: support}").write();

        Synced sync = home.sync();

        assertThat(sync.embedded()).isZero();
        assertThat(home.lastRun("docs").counts().updated()).isEqualTo(2);
        assertThat(home.search("gate number", Map.of("team", "support")))
                .hasSize(2)
                .allSatisfy(hit -> assertThat(hit.document().source()).isEqualTo("docs"));
        home.assertEqualToFreshIngest();
    }

    private Map<String, String> filesOfData() throws IOException {
        Map<String, String> files = new TreeMap<>();
        if (Files.exists(home.data())) {
            try (Stream<Path> all = Files.walk(home.data())) {
                for (Path file : all.filter(Files::isRegularFile).toList()) {
                    files.put(file.toString(), Arrays.toString(Files.readAllBytes(file)));
                }
            }
        }
        return files;
    }

    @Test
    void first_plan_writes_nothing_and_says_what_the_first_sync_does() throws Exception {
        documents.copyHandbooks();
        documents.copy("broken.pdf", "broken.pdf");

        TestHome.Plan plan = home.plan();

        assertThat(home.data()).doesNotExist();
        assertThat(plan.lines())
                .containsExactly(
                        "FAILED broken.pdf",
                        "ADDED handbook.docx",
                        "ADDED handbook.html",
                        "ADDED handbook.md",
                        "ADDED handbook.pdf",
                        "ADDED handbook.txt");
        assertThat(plan.runs().embedded()).isZero();
        assertThat(home.sync().counts()).isEqualTo(plan.runs().counts());
    }

    @Test
    void plan_shows_exactly_the_changes_that_sync_makes() throws Exception {
        documents.copyHandbooks();
        documents.write("gate.md", "# Gate\n\nThe gate is open.\n");
        home.sync();
        documents.delete("handbook.txt");
        documents.write("gate.md", "# Gate\n\nThe gate is shut.\n\n# Bridge\n\nThe bridge is up.\n");
        documents.move("handbook.pdf", "moved.pdf");
        documents.write("new.md", "# New\n\nNew.\n");
        Map<String, String> before = filesOfData();

        TestHome.Plan plan = home.plan();

        assertThat(filesOfData()).isEqualTo(before);
        assertThat(plan.lines())
                .containsExactly(
                        "UPDATED gate.md",
                        "DELETED handbook.pdf",
                        "DELETED handbook.txt",
                        "ADDED moved.pdf",
                        "ADDED new.md");
        assertThat(plan.changes())
                .allSatisfy(change -> assertThat(change.tokens() > 0).isEqualTo(change.chunks() > 0));
        Synced sync = home.sync();
        assertThat(sync.counts()).isEqualTo(plan.runs().counts());
        assertThat(sync.embedded()).isEqualTo(plan.chunks());
        home.assertEqualToFreshIngest();
    }

    @Test
    void plan_counts_a_text_that_two_new_documents_share_once() throws Exception {
        documents.write("one.md", "# Gate\n\nThe gate is open.\n");
        documents.write("two.md", "# Gate\n\nThe gate is open.\n");

        assertThat(home.plan().chunks()).isEqualTo(1);
    }
}
