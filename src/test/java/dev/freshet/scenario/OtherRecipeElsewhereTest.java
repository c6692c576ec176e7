package dev.freshet.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.freshet.Models;
import dev.freshet.Services;
import dev.freshet.check.CheckedHome;
import dev.freshet.check.HomeCheck;
import dev.freshet.config.Problems;
import dev.freshet.store.SearchHit;
import dev.freshet.testing.QdrantServer;
import dev.freshet.testing.Synced;
import dev.freshet.testing.TestHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Promise: a store elsewhere goes over to another recipe by a second collection, which has a recipe of its own: searches
 * are answered by the one or the other, never by a mixture, and what changes meanwhile is in both.
 */
class OtherRecipeElsewhereTest {

    private static final int DOCUMENTS = 30;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final QdrantServer server = QdrantServer.start();

    @BeforeEach
    void a_home_that_was_synced_to_a_collection() throws IOException {
        TestHome home = serving("old");
        for (int i = 0; i < DOCUMENTS; i++) {
            home.documents().write("report-" + i + ".md", report(i));
        }
        home.docs().write();
        home.sync();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private TestHome serving(String collection) {
        return TestHome.withoutSource(folder)
                .option("freshet.store", "qdrant")
                .option("freshet.store.qdrant.url", server.uri().toString())
                .option("freshet.store.qdrant.key", QdrantServer.KEY)
                .option("freshet.store.qdrant.collection", collection)
                .option("freshet.http.port", "0")
                .option("freshet.schedule.jitter", "0ms");
    }

    private TestHome withAnother() {
        return serving("old")
                .option("freshet.stores.next", "qdrant")
                .option("freshet.stores.next.qdrant.url", server.uri().toString())
                .option("freshet.stores.next.qdrant.key", QdrantServer.KEY)
                .option("freshet.stores.next.qdrant.collection", "new")
                .option("freshet.stores.next.chunk.size", "64")
                .option("freshet.stores.next.chunk.overlap", "8");
    }

    private static String report(int number) {
        return "# Report " + number + "\n\n"
                + IntStream.range(0, 12)
                        .mapToObj(day -> "On day " + day + " turbine " + number + " ran for " + (number + day)
                                + " hours and the crew oiled its third bearing before the evening came.")
                        .collect(Collectors.joining("\n\n"));
    }

    private Set<String> ids(String collection) {
        return server.contents(collection).stream()
                .map(point -> point.replaceFirst(".*\"id\":\"([^\"]+)\".*", "$1"))
                .collect(Collectors.toSet());
    }

    private static List<CheckedHome> both(TestHome home) {
        Problems problems = new Problems();
        List<CheckedHome> homes = new ArrayList<>();
        for (String store : List.of("", "next")) {
            homes.add(HomeCheck.check(home.path(), store, problems, source -> false));
        }
        assertThat(problems.hasErrors()).as(problems.text()).isFalse();
        return homes;
    }

    private static List<String> found(TestHome home) {
        return home.search("Which turbine ran longest?", Map.of()).stream()
                .map(SearchHit::chunkId)
                .map(Object::toString)
                .toList();
    }

    @Test
    void the_old_collection_answers_until_the_options_are_changed_and_nothing_is_made_again_then() throws Exception {
        Set<String> old = ids("old");
        TestHome home = withAnother();
        try (Services services = new Services(home.path(), both(home))) {
            services.start(settings -> Models.of(settings, 1));
            while (ids("new").size() < 5 * DOCUMENTS) {
                assertThat(found(home)).isNotEmpty().allMatch(old::contains);
            }
            home.documents().write("report-0.md", "# Report 0\n\nThe turbine was taken away meanwhile.");
            services.all().forEach(service -> service.pass("docs", TestHome.SYNC));
            for (String collection : List.of("old", "new")) {
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> server.contents(collection).stream()
                                .anyMatch(point -> point.contains("taken away meanwhile")));
            }
            assertThat(services.stop()).isTrue();
        }
        assertThat(ids("new").size()).isGreaterThan(2 * ids("old").size());

        TestHome after = serving("new").option("freshet.chunk.size", "64").option("freshet.chunk.overlap", "8");
        Files.move(home.data(), home.path().resolve("data.old"));
        Files.move(home.path().resolve("data.old/stores/next"), home.data());

        Synced synced = after.sync();
        assertThat(synced.counts()).isEqualTo("completed +0 ~0 -0 =" + DOCUMENTS + " !0");
        assertThat(synced.embedded()).isZero();
        assertThat(found(after)).isNotEmpty().allMatch(ids("new")::contains);
        assertThat(after.verify().isEqual()).isTrue();
    }
}
