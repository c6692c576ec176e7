package dev.freshet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.testing.Commands;
import dev.freshet.testing.Commands.Ended;
import dev.freshet.testing.TestHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: commands of a home whose store is out of reach say so in a sentence, and never the password. */
class StoreElsewhereTest {

    private static final String PASSWORD = "hush-hush-hush";

    @TempDir
    Path folder;

    private TestHome home;

    @BeforeEach
    void a_home_whose_store_is_out_of_reach() throws IOException {
        home = TestHome.in(folder);
        home.documents().writeNotes(3);
        home.sync();
        home.option("freshet.store", "pgvector")
                .option("freshet.store.pgvector.url", "postgresql://127.0.0.1:1/nothing")
                .option("freshet.store.pgvector.user", "freshet")
                .option("freshet.store.pgvector.password", PASSWORD)
                .option("freshet.outage.patience", "0ms");
    }

    private Ended command(String... arguments) throws Exception {
        Ended ended = Commands.run(home, arguments);
        assertThat(ended.toString()).doesNotContain(PASSWORD);
        return ended;
    }

    @Test
    void status_shows_what_the_state_knows() throws Exception {
        Ended status = command("status");

        assertThat(status.exitCode()).as(status.toString()).isZero();
        assertThat(status.out())
                .contains("docs ")
                .contains(
                        "What the store holds isn't known. The vector store at postgresql://127.0.0.1:1/nothing can't be"
                                + " reached");
        assertThat(command("status", "--json").out()).containsPattern("\"total_chunks\" ?: ?3\\b");
    }

    @Test
    void verify_fails_with_place_and_remedy() throws Exception {
        Ended verify = command("verify");

        assertThat(verify.exitCode()).as(verify.toString()).isEqualTo(3);
        assertThat(verify.err())
                .startsWith("The vector store at postgresql://127.0.0.1:1/nothing can't be reached: ")
                .contains("correct freshet.store.pgvector.url")
                .doesNotContain("\tat ");
    }

    @Test
    void validate_asks_no_server() throws Exception {
        Ended validate = command("validate");

        assertThat(validate.exitCode()).as(validate.toString()).isZero();
    }

    @Test
    void the_log_of_a_sync_has_the_reason_and_no_password() throws Exception {
        home.documents().write("new.md", "# New\n\nIt waits for the store.");

        Ended sync = command("sync");

        assertThat(sync.exitCode()).as(sync.toString()).isEqualTo(3);
        assertThat(sync.out()).contains("can't be reached");
        try (Stream<Path> logs = Files.list(home.data().resolve("logs"))) {
            assertThat(logs.toList())
                    .isNotEmpty()
                    .allSatisfy(log -> assertThat(log).content().doesNotContain(PASSWORD));
        }
    }

    @Test
    void a_store_that_is_misspelt_is_not_taken_for_the_embedded_one() throws Exception {
        home.option("freshet.store", "pgvectr");

        Ended status = command("status");

        assertThat(status.exitCode()).as(status.toString()).isEqualTo(2);
        assertThat(status.err()).contains("'pgvectr' is none of embedded, pgvector");
    }
}
