package dev.freshet.embed.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.embed.RefusedTextsException;
import dev.freshet.embed.Usage;
import dev.freshet.remote.OutageException;
import dev.freshet.testing.EmbeddingServer;
import dev.freshet.testing.EmbeddingServer.Reply;
import dev.freshet.testing.FaultProxy;
import dev.freshet.testing.HashEmbedder;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a call when the server or the line doesn't do as it should, and what a person is told. */
class OpenAiFaultsTest {

    private static final String KEY = "sk-0123456789abcdef";

    private final EmbeddingServer server = EmbeddingServer.around(new HashEmbedder());
    private final FaultProxy proxy = FaultProxy.to(server.uri());
    private final HttpModelEmbedder embedder = embedder(new Batches(2, 1_000), HttpModel.Pace.FREE);

    private HttpModelEmbedder embedder(Batches batches, HttpModel.Pace pace) {
        return new HttpModelEmbedder(
                new HttpModel(
                        "freshet.embedding.openai",
                        URI.create(proxy.uri() + "/v1"),
                        KEY,
                        "hash",
                        HashEmbedder.DIMENSIONS,
                        false,
                        510,
                        batches,
                        pace,
                        Duration.ofSeconds(1)),
                new OpenAiApi());
    }

    @AfterEach
    void stop() {
        proxy.close();
        server.close();
    }

    private OutageException outage() {
        return catchThrowableOfType(OutageException.class, () -> embedder.embed(List.of("a", "b")));
    }

    private OutageException answered(int status, Map<String, String> headers, String body) {
        server.answers(any -> Optional.of(new Reply(status, headers, body)));
        return outage();
    }

    /** The right answer with a mistake in it. */
    private OutageException spoilt(Consumer<ObjectNode> mistake) {
        server.answers(request -> {
            ObjectNode answer = server.openAi(request.texts());
            mistake.accept(answer);
            return Optional.of(Reply.of(200, answer.toString()));
        });
        return outage();
    }

    private static ArrayNode numbers(ObjectNode answer) {
        return (ArrayNode) answer.at("/data/0/embedding");
    }

    @Test
    void too_many_requests_is_an_outage_for_as_long_as_the_server_says() {
        assertThat(answered(429, Map.of("Retry-After", "7"), "").retryAfter()).isEqualTo(Duration.ofSeconds(7));
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(60));
        assertThat(answered(429, Map.of("Retry-After", date), "").retryAfter())
                .isBetween(Duration.ofSeconds(50), Duration.ofSeconds(60));
        assertThat(answered(429, Map.of(), "").retryAfter()).isNull();
        assertThat(answered(503, Map.of("Retry-After", "3"), "").retryAfter()).isEqualTo(Duration.ofSeconds(3));
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 409, 418, 429, 500, 502, 503, 529})
    void a_server_that_can_not_answer_now_is_an_outage_with_its_own_words(int status) {
        OutageException outage = answered(status, Map.of(), "{\"error\":{\"message\":\"Too  busy.\"}}");

        assertThat(outage).hasMessage("The model hash at " + proxy.uri() + "/v1 answered " + status + ": Too busy");
    }

    @Test
    void a_key_that_is_not_accepted_is_an_outage_that_names_the_remedy_and_not_the_key() {
        for (int status : new int[] {401, 403}) {
            OutageException outage =
                    answered(status, Map.of(), "{\"error\":{\"message\":\"Incorrect API key provided: " + KEY + "\"}}");

            assertThat(outage)
                    .hasMessageContaining("answered " + status + ": Incorrect API key provided: ***")
                    .hasMessageContaining("Set freshet.embedding.openai.key")
                    .hasMessageNotContaining(KEY);
        }
    }

    @Test
    void a_wrong_address_or_model_is_an_outage_that_names_the_options() {
        assertThat(answered(404, Map.of(), "{\"error\":\"no such model\"}"))
                .hasMessageContaining("no such model")
                .hasMessageContaining("Correct freshet.embedding.openai.url or freshet.embedding.openai.model");
    }

    @Test
    void the_key_is_not_carried_to_another_address() {
        OutageException outage = answered(307, Map.of("Location", server.uri() + "/elsewhere"), "");

        assertThat(outage).hasMessageContaining("correct freshet.embedding.openai.url");
        assertThat(server.asked()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 413, 422})
    void texts_that_the_server_refuses_are_no_outage(int status) {
        server.answers(any -> Optional.of(Reply.of(status, "{\"message\":\"input is too long\"}")));

        assertThatThrownBy(() -> embedder.embed(List.of("a")))
                .isInstanceOf(RefusedTextsException.class)
                .hasMessageContaining("answered " + status + ": input is too long")
                .hasMessageContaining("freshet.embedding.openai.batch");
    }

    @Test
    void a_long_page_in_the_place_of_an_answer_is_cut_short() {
        assertThat(answered(502, Map.of(), "<html>" + "x\n".repeat(5_000)).getMessage())
                .hasSizeLessThan(400)
                .endsWith("…");
    }

    @Test
    void a_reset_a_silent_and_a_cut_line_are_outages_within_the_time_limit() {
        proxy.does(FaultProxy.Fault.RESET);
        assertThat(outage()).hasMessageContaining("can't be reached");
        proxy.does(FaultProxy.Fault.BLACK_HOLE);
        assertThat(outage()).hasMessageContaining("no whole answer within 1 s");
        proxy.does(FaultProxy.Fault.NONE);
        proxy.cutAfter(200);
        assertThat(outage()).hasMessageContaining("can't be reached");
        proxy.does(FaultProxy.Fault.NONE);
        assertThat(embedder.embed(List.of("a"))).hasSize(1);
    }

    @Test
    void vectors_that_can_not_be_used_are_an_outage() {
        assertThat(spoilt(answer -> numbers(answer).add(1)))
                .hasMessageContaining("17 numbers instead of 16")
                .hasMessageContaining("freshet.embedding.openai.dimensions");
        assertThat(spoilt(answer -> numbers(answer).set(3, "NaN"))).hasMessageContaining("not finite");
        assertThat(spoilt(answer -> numbers(answer).setNull(3))).hasMessageContaining("not finite");
        assertThat(spoilt(answer -> {
                    for (int i = 0; i < HashEmbedder.DIMENSIONS; i++) {
                        numbers(answer).set(i, 0);
                    }
                }))
                .hasMessageContaining("none but 0");
    }

    @Test
    void an_answer_without_a_vector_for_each_text_is_an_outage() {
        assertThat(spoilt(answer -> ((ArrayNode) answer.path("data")).remove(0)))
                .hasMessageContaining("gave 1 vectors for 2 texts");
        assertThat(spoilt(answer -> ((ObjectNode) answer.at("/data/0")).put("index", 0)))
                .hasMessageContaining("whose index (0)");
        assertThat(spoilt(answer -> ((ObjectNode) answer.at("/data/0")).put("index", 2)))
                .hasMessageContaining("whose index (2)");
        assertThat(spoilt(answer -> ((ObjectNode) answer.at("/data/0")).remove("index")))
                .hasMessageContaining("whose index ()");
        assertThat(answered(200, Map.of(), "<html>")).hasMessageContaining("no JSON");
        assertThat(answered(200, Map.of(), "{}")).hasMessageContaining("gave 0 vectors for 2 texts");
    }

    @Test
    void vectors_of_another_length_than_1_are_made_so() {
        server.answers(request -> {
            ObjectNode answer = server.openAi(request.texts());
            ArrayNode numbers = numbers(answer);
            for (int i = 0; i < numbers.size(); i++) {
                numbers.set(i, numbers.get(i).floatValue() * 5);
            }
            return Optional.of(Reply.of(200, answer.toString()));
        });

        float[] vector = embedder.embed(List.of("a")).get(0);

        float[] right = new HashEmbedder().embed(List.of("a")).get(0);
        for (int i = 0; i < vector.length; i++) {
            assertThat(vector[i]).isCloseTo(right[i], Offset.offset(1e-6f));
        }
    }

    @Test
    void what_was_paid_for_is_not_asked_for_again_after_a_failure() {
        server.answers(request -> request.texts().contains("c") ? Optional.of(Reply.of(500, "")) : Optional.empty());
        List<String> texts = List.of("a", "b", "c", "d");
        assertThatThrownBy(() -> embedder.embed(texts)).isInstanceOf(OutageException.class);
        server.works();

        List<float[]> vectors = embedder.embed(texts);

        assertThat(vectors).usingRecursiveComparison().isEqualTo(new HashEmbedder().embed(texts));
        assertThat(server.asked().stream().map(EmbeddingServer.Asked::texts))
                .containsExactly(List.of("a", "b"), List.of("c", "d"), List.of("c", "d"));
        assertThat(embedder.usage()).isEqualTo(new Usage(2, 1, 4));
    }

    @Test
    void requests_go_out_no_faster_than_they_may() {
        HttpModelEmbedder slow = embedder(new Batches(1, 1_000), new HttpModel.Pace(600, 0));
        long began = System.nanoTime();

        slow.embed(List.of("a", "b", "c", "d"));

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }
}
