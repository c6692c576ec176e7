package dev.freshet.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.Freshet;
import dev.freshet.Memory;
import dev.freshet.check.CheckedHome;
import dev.freshet.document.Vectors;
import dev.freshet.pass.PassRequest;
import dev.freshet.state.RunStatus;
import dev.freshet.state.Runs.Run;
import dev.freshet.testing.HashEmbedder;
import dev.freshet.testing.HttpStore;
import dev.freshet.testing.StoreServer;
import dev.freshet.testing.TestHome;
import dev.freshet.verify.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise: a store in another process, shared with others, is compared and mended as the embedded one is. */
class VerifyRemoteTest {

    @TempDir
    Path folder;

    private final StoreServer server = StoreServer.start();
    private TestHome home;
    private List<String> contents;

    @BeforeEach
    void a_home_with_documents() throws IOException {
        home = TestHome.in(folder);
        home.documents().writeNotes(12);
        pass(TestHome.SYNC);
        contents = server.contents();
        assertThat(contents).hasSizeGreaterThanOrEqualTo(12);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Run pass(PassRequest request) {
        CheckedHome checked = home.checked();
        try (Memory memory = Memory.forWriting(home.path(), checked, state -> new HttpStore(server.uri()));
                Freshet freshet = new Freshet(home.path(), checked, memory, false, new HashEmbedder())) {
            freshet.start();
            return freshet.pass("docs", request).done().join();
        }
    }

    private Verdict verify() {
        CheckedHome checked = home.checked();
        try (Memory memory = Memory.forWriting(home.path(), checked, state -> new HttpStore(server.uri()))) {
            return memory.verification().compare(Set.of());
        }
    }

    private void assertFoundAndMended(Consumer<Map<String, ObjectNode>> damage, PassRequest by) {
        server.damage(damage);
        assertThat(server.contents()).isNotEqualTo(contents);
        assertThat(verify().isEqual()).isFalse();

        assertThat(pass(by).status()).isEqualTo(RunStatus.COMPLETED);

        assertThat(verify().isEqual()).isTrue();
        assertThat(server.contents()).isEqualTo(contents);
    }

    @Test
    void an_emptied_store_is_full_again_after_the_next_pass() {
        assertFoundAndMended(Map::clear, TestHome.SYNC);
    }

    @Test
    void lost_chunks_are_back_after_the_next_pass() {
        assertFoundAndMended(chunks -> chunks.keySet().removeIf(id -> id.charAt(0) < '8'), TestHome.SYNC);
    }

    @Test
    void chunks_of_a_document_that_is_gone_are_gone_after_the_next_pass() throws IOException {
        home.documents().write("gone.md", "# Gone\n\nThis one goes, and it comes back behind our back.");
        pass(TestHome.SYNC);
        Map<String, ObjectNode> before = new TreeMap<>();
        server.damage(before::putAll);
        home.documents().delete("gone.md");
        pass(TestHome.SYNC);

        assertFoundAndMended(chunks -> chunks.putAll(before), TestHome.SYNC);
    }

    @Test
    void copies_under_ids_that_freshet_did_not_give_are_left_alone() {
        server.damage(chunks ->
                copies(chunks).forEach(copy -> chunks.put(copy.path("id").asText(), copy)));

        Verdict verdict = verify();
        Run next = pass(TestHome.SYNC);

        assertThat(verdict.foreign()).isEqualTo(contents.size());
        assertThat(next.counts().unchanged()).isEqualTo(12);
        assertThat(server.contents()).hasSize(2 * contents.size()).containsAll(contents);
    }

    private static List<ObjectNode> copies(Map<String, ObjectNode> chunks) {
        return chunks.values().stream()
                .map(chunk -> chunk.deepCopy()
                        .put("id", "aaaaaaaa" + chunk.path("id").asText().substring(8)))
                .toList();
    }

    /** As many chunks as before, and none of them ours: counting believes it. */
    @Test
    void a_store_that_was_replaced_by_one_of_the_same_size_is_noticed_by_the_next_pass() {
        server.damage(chunks -> {
            List<ObjectNode> copies = copies(chunks);
            chunks.clear();
            copies.forEach(copy -> chunks.put(copy.path("id").asText(), copy));
        });
        assertThat(server.contents()).hasSize(contents.size());

        assertThat(pass(TestHome.SYNC).counts().updated()).isEqualTo(12);

        assertThat(server.contents()).containsAll(contents);
        assertThat(verify().isEqual()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "heading", "title", "url", "source", "document"})
    void a_changed_word_is_mended_by_a_repair(String field) {
        assertFoundAndMended(chunks -> first(chunks).put(field, "tampered"), TestHome.REPAIR);
    }

    @Test
    void a_changed_place_is_mended_by_a_repair() {
        assertFoundAndMended(chunks -> first(chunks).put("ordinal", 99), TestHome.REPAIR);
    }

    static Stream<Arguments> vectors() {
        float[] notANumber = new float[HashEmbedder.DIMENSIONS];
        Arrays.fill(notANumber, Float.NaN);
        return Stream.of(
                arguments("none", new float[0]),
                arguments("of another dimension", new float[] {1}),
                arguments("of zeros", new float[HashEmbedder.DIMENSIONS]),
                arguments("not a number", notANumber));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void a_vector_that_is_none_is_mended_by_a_repair(String what, float[] vector) {
        assertFoundAndMended(chunks -> first(chunks).put("vector", Vectors.encode(vector)), TestHome.REPAIR);
    }

    @Test
    void the_vector_of_another_chunk_is_mended_by_a_repair() {
        assertFoundAndMended(
                chunks -> {
                    List<ObjectNode> all = List.copyOf(chunks.values());
                    all.get(0).set("vector", all.get(1).get("vector"));
                },
                TestHome.REPAIR);
    }

    private static ObjectNode first(Map<String, ObjectNode> chunks) {
        return chunks.values().iterator().next();
    }

    @Test
    void what_others_keep_in_it_is_never_touched() {
        ObjectNode foreign = new com.fasterxml.jackson.databind.ObjectMapper()
                .createObjectNode()
                .put("id", "00000000-0000-4000-8000-000000000000")
                .put("source", "others")
                .put("document", "d")
                .put("text", "theirs")
                .put("vector", new byte[4]);
        server.damage(chunks -> chunks.put(foreign.path("id").asText(), foreign));
        server.damage(chunks -> chunks.remove(contentId()));

        Verdict verdict = verify();
        pass(TestHome.SYNC);

        assertThat(verdict.foreign()).isEqualTo(1);
        assertThat(verdict.total().missing()).isEqualTo(1);
        assertThat(server.contents()).hasSize(contents.size() + 1).contains(foreign.toString());
        assertThat(verify().isEqual()).isTrue();
    }

    private String contentId() {
        String id = contents.get(contents.size() - 1);
        int at = id.indexOf("\"id\":\"") + 6;
        return id.substring(at, at + 36);
    }

    @Test
    void a_store_that_does_not_answer_fails_the_pass_and_takes_nothing_from_the_state() {
        server.failing(call -> StoreServer.Answer.REFUSED);

        Run failed = pass(TestHome.REPAIR);
        server.failing(call -> StoreServer.Answer.WHOLE);

        assertThat(failed.status()).isEqualTo(RunStatus.FAILED);
        assertThat(failed.message()).contains("The store answered");
        assertThat(verify().isEqual()).isTrue();
        assertThat(pass(TestHome.SYNC).counts().unchanged()).isEqualTo(12);
    }
}
