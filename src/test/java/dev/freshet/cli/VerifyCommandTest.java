package dev.freshet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.testing.EndedCommand;
import dev.freshet.testing.TestHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: what {@code verify} finds is said to people in lines, and to scripts by the exit code. */
class VerifyCommandTest {

    private static final String DAMAGE = "DELETE FROM store_chunks WHERE source = 'docs' AND document = 'note-2.md'";

    @TempDir
    Path folder;

    private TestHome home;

    @BeforeEach
    void a_home_with_two_sources() throws IOException {
        home = TestHome.in(folder);
        home.documents().writeNotes(4);
        Path wiki = Files.createDirectory(folder.resolve("wiki"));
        Files.writeString(wiki.resolve("page.md"), "# Page\n\nThe only page.");
        home.source("wiki", wiki).write();
        home.sync();
    }

    private EndedCommand verify(String... arguments) throws IOException, InterruptedException {
        return EndedCommand.on(
                home,
                folder,
                Stream.concat(Stream.of("verify"), Stream.of(arguments)).toArray(String[]::new));
    }

    @Test
    void an_equal_store_is_said_to_be_equal() throws Exception {
        EndedCommand equal = verify();

        assertThat(equal.exitCode()).as(equal.toString()).isZero();
        assertThat(equal.out()).endsWith("State and store are equal.\n").doesNotContain("! ");
    }

    @Test
    void a_divergence_is_a_line_in_the_table_and_one_of_its_own_with_the_remedy() throws Exception {
        home.store().execute(DAMAGE);

        EndedCommand diverged = verify();

        assertThat(diverged.exitCode()).as(diverged.toString()).isEqualTo(3);
        List<String> lines = diverged.out().lines().toList();
        assertThat(lines.get(0)).containsSubsequence("SOURCE", "CHUNKS", "MISSING", "ORPHANED", "STALE");
        assertThat(lines).anyMatch(line -> line.matches("docs +4 +1 +0 +0 *"));
        assertThat(lines).anyMatch(line -> line.matches("wiki +1 +0 +0 +0 *"));
        assertThat(lines)
                .anyMatch(line -> line.matches("! missing +docs:note-2.md +chunk [-0-9a-f]{36} is not in the store"));
        assertThat(lines.get(lines.size() - 1))
                .isEqualTo("State and store differ. To mend it: freshet verify --repair");
    }

    @Test
    void one_source_is_looked_at_alone_and_an_unknown_one_is_refused() throws Exception {
        home.store().execute(DAMAGE);

        EndedCommand other = verify("--source", "wiki");
        EndedCommand damaged = verify("--source", "docs");
        EndedCommand unknown = verify("--source", "wikis");

        assertThat(other.exitCode()).as(other.toString()).isZero();
        assertThat(other.out()).doesNotContain("docs");
        assertThat(damaged.exitCode()).as(damaged.toString()).isEqualTo(3);
        assertThat(damaged.out()).doesNotContain("wiki");
        assertThat(unknown.exitCode()).as(unknown.toString()).isEqualTo(2);
        assertThat(unknown.err())
                .contains("There is no source 'wikis'.", "Did you mean 'wiki'?")
                .doesNotContain("\tat ");
    }

    @Test
    void a_repair_mends_and_says_that_both_are_equal() throws Exception {
        home.store().execute(DAMAGE);

        EndedCommand repaired = verify("--repair");

        assertThat(repaired.exitCode()).as(repaired.toString()).isZero();
        assertThat(repaired.out()).endsWith("State and store are equal.\n");
        assertThat(home.verify().isEqual()).isTrue();
    }

    @Test
    void damage_of_a_source_without_a_file_is_reported_until_the_source_is_forgotten() throws Exception {
        home.store().execute(DAMAGE);
        home.store().execute("UPDATE documents SET document = 'other.md' WHERE document = 'note-3.md'");
        home.store()
                .execute(
                        "DELETE FROM chunks WHERE document_id = (SELECT id FROM documents WHERE document = 'note-1.md')");
        home.store().execute("DELETE FROM documents WHERE document = 'note-1.md'");
        Files.delete(home.path().resolve("routes/sources/docs.camel.yaml"));

        EndedCommand repaired = verify("--repair");

        assertThat(repaired.exitCode()).as(repaired.toString()).isEqualTo(3);
        assertThat(repaired.out())
                .contains("! missing  docs:note-2.md", "! stale  docs:other.md")
                .doesNotContain("orphaned  docs:note-1.md")
                .endsWith("State and store differ. See: freshet status\n");
        assertThat(home.store().textsOf("note-1.md")).isEmpty();
        assertThat(home.verify().total().missing()).isEqualTo(1);
    }
}
