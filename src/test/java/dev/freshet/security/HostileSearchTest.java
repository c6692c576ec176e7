package dev.freshet.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.report.Json;
import dev.freshet.testing.TestHome;
import dev.freshet.testing.TestService;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a search is given is text: no quote ends it, no word of SQL, FTS5 or JSON paths is obeyed. */
class HostileSearchTest {

    private static final List<String> HOSTILE = List.of(
            "' OR 1=1 --",
            "'; DROP TABLE store_chunks; --",
            "\" OR \"\" = \"",
            "docs' UNION SELECT vector, 1, 2, 3, 4, 5, 6, 7, 8 FROM store_chunks --",
            "secret*",
            "NEAR(pond hedgehog, 5)",
            "text : pond OR secret",
            "pond NOT hedgehog",
            "^pond AND (",
            "{text heading} : pond",
            "store_text MATCH 'pond'",
            "\"pond",
            "pond\"\"",
            "-- /* */ ;",
            "$.team",
            "$[0]",
            "$.\"team\"') OR json_extract(metadata, '$.team",
            "team\\\"",
            "%",
            "_",
            "?1",
            ":source",
            "a\u0000b",
            "\ud800",
            "\u202e\u0301",
            "()()(((",
            "*".repeat(2_000),
            "pond ".repeat(500));

    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init") // opened by each test
    private TestHome home;

    @SuppressWarnings("NullAway.Init")
    private TestService service;

    private List<String> before = List.of();

    @BeforeEach
    void start() throws IOException {
        home = TestHome.in(folder);
        home.docs().step("setHeader: { name: team, constant: support }").write();
        home.documents().write("pond.md", "# Pond\n\nThe newt lives here.\n");
        Path other = Files.createDirectory(folder.resolve("other"));
        Files.writeString(other.resolve("secret.md"), "# Pond of others\n\nThe newt of others, a secret.\n");
        home.source("other", other).write();
        home.sync();
        service = TestService.of(home);
        before = home.store().chunks();
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private List<String> sources(String query) throws IOException {
        HttpResponse<String> answer = service.get("/search?" + query);
        assertThat(answer.statusCode()).as(query + answer.body()).isEqualTo(200);
        List<String> sources = new ArrayList<>();
        for (JsonNode result : Json.mapper().readTree(answer.body()).path("results")) {
            sources.add(result.path("source").asText());
        }
        return sources;
    }

    @Test
    void no_words_of_a_search_reach_beyond_its_filters() throws IOException {
        for (String text : HOSTILE) {
            assertHarmless(text);
        }
    }

    private void assertHarmless(String text) throws IOException {
        assertThat(sources("source=docs&q=" + encoded(text))).isSubsetOf("docs");
        assertThat(sources("q=newt&source=" + encoded(text))).isEmpty();
        assertThat(sources("q=newt&where=" + encoded("team=" + text))).isEmpty();
        assertThat(sources("q=newt&where=" + encoded(text.replace("=", "") + "=support")))
                .isEmpty();
        assertThat(home.store().chunks()).isEqualTo(before);
    }

    @Test
    void nor_do_they_in_the_store() {
        HOSTILE.forEach(this::assertHarmlessInTheStore);
    }

    private void assertHarmlessInTheStore(String text) {
        assertThat(home.search("newt", Map.of("team", text))).isEmpty();
        assertThat(home.search("newt", Map.of(text, "support"))).isEmpty();
        assertThat(home.search(text, Map.of("team", "support")))
                .allSatisfy(hit -> assertThat(hit.document().source()).isEqualTo("docs"));
        assertThat(home.search("newt", Map.of("team", "support"))).hasSize(1);
    }
}
