package dev.freshet.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.freshet.Memories;
import dev.freshet.Memory;
import dev.freshet.Service;
import dev.freshet.Services;
import dev.freshet.check.CheckedHome;
import dev.freshet.check.HomeCheck;
import dev.freshet.config.Problems;
import dev.freshet.config.Settings;
import dev.freshet.testing.Commands;
import dev.freshet.testing.Commands.Ended;
import dev.freshet.testing.CountingEmbedder;
import dev.freshet.testing.HashEmbedder;
import dev.freshet.testing.QdrantServer;
import dev.freshet.testing.TestFolder;
import dev.freshet.testing.TestHome;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: a source can go to several stores, each with its own state; one that is down doesn't hold the others. */
class SeveralStoresTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private TestHome home;

    private final QdrantServer server = QdrantServer.start();
    private final HttpClient client = HttpClient.newHttpClient();
    private final CountingEmbedder embedder = new CountingEmbedder(new HashEmbedder());

    @BeforeEach
    void a_home_with_two_stores_and_two_sources() throws IOException {
        home = TestHome.in(folder)
                .option("freshet.stores.team", "qdrant")
                .option("freshet.stores.team.qdrant.url", server.uri().toString())
                .option("freshet.stores.team.qdrant.key", QdrantServer.KEY)
                .option("freshet.stores.team.qdrant.collection", "team")
                .option("freshet.stores.team.sources", "docs")
                .option("freshet.http.port", "0")
                .option("freshet.outage.patience", "0ms")
                .option("freshet.schedule.jitter", "0ms");
        home.documents().writeNotes(12);
        Path secret = Files.createDirectories(folder.resolve("secret"));
        new TestFolder(secret).write("salaries.md", "# Salaries\n\nNobody else must see them.");
        home.source("secret", secret).write();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private List<CheckedHome> homes() {
        Problems problems = new Problems();
        List<CheckedHome> homes = new ArrayList<>();
        for (String store : List.of("", "team")) {
            homes.add(HomeCheck.check(home.path(), store, problems, source -> false));
        }
        assertThat(problems.hasErrors()).as(problems.text()).isFalse();
        return homes;
    }

    private Memory looking(String store) {
        return Memory.forReading(home.path(), Settings.load(home.path(), store, new Problems()));
    }

    private long chunks(String store) {
        try (Memory memory = looking(store)) {
            return memory.store().counts().chunks();
        }
    }

    private boolean isEqual(String store) {
        try (Memory memory = looking(store)) {
            return memory.verification().compare(Set.of()).isEqual();
        }
    }

    private Ended command(String... arguments) throws Exception {
        Ended ended = Commands.run(home, arguments);
        assertThat(ended.toString()).doesNotContain(QdrantServer.KEY);
        return ended;
    }

    private String health(Service service) throws Exception {
        URI address = URI.create("http://localhost:" + service.port() + "/health");
        return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
                .body();
    }

    private interface Work {
        void with(Service first, Service team) throws Exception;
    }

    private void running(Work work) throws Exception {
        try (Services services = new Services(home.path(), homes())) {
            services.start(settings -> embedder);
            work.with(services.all().get(0), services.all().get(1));
            assertThat(services.stop()).isTrue();
        }
    }

    private void awaitChunks(String store, long chunks) {
        await().atMost(Duration.ofSeconds(60)).until(() -> chunks(store) == chunks);
    }

    @Test
    void each_store_gets_the_documents_of_its_sources_and_each_text_is_embedded_once() throws Exception {
        running((first, team) -> {
            awaitChunks("", 13);
            awaitChunks("team", 12);
            assertThat(first.sources()).containsExactly("docs", "secret");
            assertThat(team.sources()).containsExactly("docs");
        });

        assertThat(embedder.texts()).isEqualTo(13);
        assertThat(server.contents("team")).hasSize(12).noneMatch(point -> point.contains("Salaries"));
        assertThat(isEqual("")).isTrue();
        assertThat(isEqual("team")).isTrue();
    }

    @Test
    void a_store_that_is_down_holds_no_other_and_is_filled_when_it_is_back() throws Exception {
        server.refusing(503);

        running((first, team) -> {
            awaitChunks("", 13);
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() ->
                            assertThat(health(first)).contains("Store team: ").contains("503"));
            server.refusing(0);
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                team.pass("docs", TestHome.SYNC);
                return server.contents("team").size() == 12;
            });
        });

        assertThat(isEqual("team")).isTrue();
    }

    @Test
    void sync_status_and_verify_know_all_stores_and_the_one_that_is_named() throws Exception {
        Ended sync = command("sync", "--json");
        assertThat(sync.exitCode()).as(sync.toString()).isZero();
        assertThat(sync.out())
                .containsPattern("\"store\" ?: ?\"team\"")
                .containsPattern("\"totals\" ?: ?\\{\\s*\"new\" ?: ?25\\b");

        assertThat(command("status").out())
                .contains("The store holds 13 chunks of 13 documents.")
                .contains("Store team")
                .contains("The store holds 12 chunks of 12 documents.");
        assertThat(command("status", "--store", "team").out()).doesNotContain("13 chunks");
        assertThat(command("verify", "--store", "team").exitCode()).isZero();
    }

    @Test
    void deletions_that_one_store_holds_are_approved_there() throws Exception {
        command("sync");
        for (int i = 1; i <= 12; i++) {
            home.documents().delete("note-" + i + ".md");
        }
        home.documents().write("last.md", "# Last\n\nIt stays.");

        Ended held = command("sync");
        assertThat(held.out())
                .contains("run: freshet sync --approve ")
                .contains("run: freshet sync --store team --approve ");
        assertThat(held.err()).contains("of docs (store team) held");
        String number = held.out().replaceAll("(?s).*--store team --approve (\\d+).*", "$1");

        assertThat(command("sync", "--store", "team", "--approve", number).exitCode())
                .isZero();
        assertThat(chunks("team")).isOne();
        assertThat(chunks("")).isEqualTo(14);
    }

    @Test
    void what_is_said_of_a_store_that_is_none_is_refused_with_the_place() throws Exception {
        Ended unknown = command("search", "--store", "taem", "salaries");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err()).contains("There is no store 'taem'. Did you mean 'team'?");

        home.option("freshet.stores.team.sources", "dosc")
                .option("freshet.stores.team.qdrant.colection", "team")
                .option("freshet.stores.Team", "qdrant");
        Ended wrong = command("validate");
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.out())
                .contains("freshet.stores.team.sources: there is no source 'dosc'. Did you mean 'docs'?")
                .contains("unknown option 'freshet.stores.team.qdrant.colection'. Did you mean"
                        + " 'freshet.stores.team.qdrant.collection'?")
                .contains("'Team' is no name of a store");
    }

    @Test
    void a_rebuild_asks_the_model_again_whatever_other_stores_remember() throws Exception {
        List<CheckedHome> homes = homes();
        try (Memories memories = new Memories(home.path(), homes)) {
            var shared = memories.models(homes, settings -> embedder).get(1);
            float[] made = shared.embed(List.of("The turbine turns.")).get(0);
            assertThat(shared.embed(List.of("The turbine turns.")).get(0)).isEqualTo(made);
            assertThat(embedder.texts()).isOne();

            shared.anew().embed(List.of("The turbine turns."));

            assertThat(embedder.texts()).isEqualTo(2);
        }
    }
}
