package dev.freshet.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.testing.TestHome;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExamplesTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "share-sftp", "bucket-s3", "mailbox-imap", "table-sql",
                "handbook-git", "wiki-notion", "wiki-confluence", "website-sitemap"
            })
    void each_is_short_enough_to_read_and_valid(String name) throws Exception {
        Example example = Example.named(name);
        assertThat(example.text().lines()).hasSizeLessThan(20);
        TestHome home = TestHome.withoutSource(folder);
        new Example(name, example.text().replaceAll("\\{\\{env:\\w+}}", "secret")).write(home);

        assertThat(home.checked().sources())
                .singleElement()
                .satisfies(source -> assertThat(source.id()).isEqualTo("docs"));
    }
}
