package dev.freshet.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.freshet.testing.Logged;
import dev.freshet.testing.TestHome;
import dev.freshet.testing.TestService;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: a store that was emptied or replaced while nothing ran is noticed at the start, told of, and mended soon. */
class DamageAtStartTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private final Logged log = Logged.all();
    private TestHome home;
    private List<String> chunks;

    @BeforeEach
    void a_home_with_documents_that_is_looked_at_once_an_hour() throws IOException {
        home = TestHome.in(folder);
        home.documents().writeNotes(12);
        home.docs().with("every", "1h").write();
        home.sync();
        chunks = home.store().chunks();
    }

    @AfterEach
    void stop() {
        log.close();
    }

    @Test
    void an_emptied_store_is_told_of_at_once_and_mended_by_the_pass_that_it_leads_to() {
        home.store().execute("DELETE FROM store_chunks");

        try (TestService service = TestService.of(home)) {
            assertToldAtOnce(service, "The store holds 0 chunks of docs, and the state says " + chunks.size());
            await().atMost(SOON).until(() -> home.store().chunks().equals(chunks));
        }
        assertThat(home.lastRun("docs").trigger()).isEqualTo("start");
        assertThat(home.verify().isEqual()).isTrue();
    }

    @Test
    void a_store_that_was_replaced_by_one_of_the_same_size_is_told_of_at_once_and_mended() {
        home.store().execute("UPDATE store_chunks SET chunk_id = 'aaaaaaaa' || substr(chunk_id, 9)");

        try (TestService service = TestService.of(home)) {
            assertToldAtOnce(service, "The store lacks " + chunks.size() + " of " + chunks.size() + " chunks of docs");
            await().atMost(SOON).until(() -> home.store().chunks().containsAll(chunks));
        }
    }

    private void assertToldAtOnce(TestService service, String message) {
        assertThat(service.get("/health").statusCode()).isEqualTo(503);
        assertThat(service.get("/health").body()).contains(message);
        assertThat(log.warnings())
                .filteredOn(line -> line.startsWith("ERROR "))
                .singleElement()
                .asString()
                .contains(message, "A pass over docs compares both");
    }

    /** Nothing will ever take them away, and a comparison before every pass would cost as much as it found. */
    @Test
    void foreign_chunks_under_a_name_of_ours_are_told_of_once() {
        home.store()
                .execute(
                        "INSERT INTO store_chunks (chunk_id, source, document, ordinal, heading, page, position, text,"
                                + " metadata, revision, vector) VALUES ('row 1', 'docs', 'd', 0, '', 0, 0, 'foreign', '{}', 1, zeroblob(8))");

        try (TestService service = TestService.of(home)) {
            assertThat(service.get("/health").statusCode()).isEqualTo(503);

            for (int i = 0; i < 2; i++) {
                service.service().pass("docs", TestHome.SYNC).done().join();
            }

            assertThat(service.get("/health").statusCode()).isEqualTo(200);
        }
    }
}
