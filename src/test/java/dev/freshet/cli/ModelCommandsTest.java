package dev.freshet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.report.Json;
import dev.freshet.testing.Commands;
import dev.freshet.testing.Commands.Ended;
import dev.freshet.testing.EmbeddingServer;
import dev.freshet.testing.EmbeddingServer.Reply;
import dev.freshet.testing.HashEmbedder;
import dev.freshet.testing.TestHome;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: commands use the model that the home names, say what it will cost, and never show its key. */
class ModelCommandsTest {

    private static final String KEY = "sk-0123456789abcdef";

    @TempDir
    Path folder;

    private final EmbeddingServer server = EmbeddingServer.around(new HashEmbedder());
    private TestHome home;

    @BeforeEach
    void make_home() throws Exception {
        home = TestHome.in(folder)
                .option("freshet.embedding", "openai")
                .option("freshet.embedding.openai.url", server.uri() + "/v1")
                .option("freshet.embedding.openai.key", KEY)
                .option("freshet.embedding.openai.model", "hash")
                .option("freshet.embedding.openai.dimensions", String.valueOf(HashEmbedder.DIMENSIONS))
                .option("freshet.outage.patience", "0ms");
        home.documents().writeNotes(3);
    }

    @AfterEach
    void stop_server() {
        server.close();
    }

    private boolean isKeyAnywhere() throws Exception {
        try (Stream<Path> files = Files.walk(home.data())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(KEY)) {
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    void a_plan_says_what_is_sent_and_sends_nothing_and_a_search_asks_the_model() throws Exception {
        Ended plan = Commands.run(home, "plan");
        Ended json = Commands.run(home, "plan", "--json");

        assertThat(plan.exitCode()).as(plan.toString()).isZero();
        assertThat(plan.out()).containsPattern("3 chunks with \\d+ tokens to embed in 3 requests\\.");
        JsonNode change = Json.mapper().readTree(json.out()).at("/changes/0");
        assertThat(change.path("requests").asInt()).isEqualTo(1);
        assertThat(server.asked()).isEmpty();

        Ended sync = Commands.run(home, "sync");
        Ended search = Commands.run(home, "search", "gate");

        assertThat(sync.exitCode()).as(sync.toString()).isZero();
        assertThat(search.out()).contains("note-1.md");
        assertThat(server.asked()).hasSize(4);
        assertThat(server.asked().get(3).texts()).containsExactly("gate");
        assertThat(isKeyAnywhere()).isFalse();
    }

    @Test
    void a_key_that_is_not_accepted_is_said_with_the_remedy_and_not_shown() throws Exception {
        server.answers(any ->
                Optional.of(Reply.of(401, "{\"error\":{\"message\":\"Incorrect API key provided: " + KEY + "\"}}")));

        Ended sync = Commands.run(home, "sync");
        Ended search = Commands.run(home, "search", "gate");

        assertThat(sync.exitCode()).as(sync.toString()).isEqualTo(3);
        assertThat(search.exitCode()).as(search.toString()).isEqualTo(3);
        assertThat(sync.out() + sync.err())
                .contains("Set freshet.embedding.openai.key")
                .doesNotContain(KEY);
        assertThat(search.err())
                .startsWith("The model hash at ")
                .contains("Set freshet.embedding.openai.key")
                .doesNotContain(KEY, "details");
        assertThat(isKeyAnywhere()).isFalse();
        assertThat(home.failures()).isEmpty();
    }
}
