package dev.freshet.extract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.testing.Chaos;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Promise: what is read without a process of its own has an end soon, whoever wrote it. */
class CheapTextTest {

    private static final int SIZE = CheapText.LARGEST;

    static Map<String, String> worst() {
        return Map.of(
                "lists.md", "- ".repeat(SIZE / 4) + "\n".repeat(SIZE / 2),
                "quotes.md", "> ".repeat(SIZE / 4) + "a\n".repeat(SIZE / 4),
                "brackets.md", "[a](".repeat(SIZE / 4),
                "stars.md", "*a **a ".repeat(SIZE / 7),
                "ticks.md", "`a``b".repeat(SIZE / 5),
                "tags.md", "<a <b ".repeat(SIZE / 6),
                "tables.md", "|a|\n|-|\n" + "|".repeat(SIZE - 10),
                "tables.html", "<table><tr><td>".repeat(SIZE / 15),
                "formats.html", "<b><i><p>".repeat(SIZE / 9),
                "cells.csv", ",".repeat(SIZE - 1) + "x");
    }

    static Stream<Map.Entry<String, String>> entries() {
        return worst().entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("entries")
    void the_worst_text_of_the_largest_size_is_read_in_seconds(Map.Entry<String, String> text) {
        byte[] bytes = text.getValue().getBytes(StandardCharsets.UTF_8);
        assertThat(CheapText.is(TestDocuments.document(text.getKey(), bytes))).isTrue();
        long start = System.nanoTime();

        String end;
        try {
            end = TestDocuments.extracted(text.getKey(), text.getValue())
                            .blocks()
                            .size() + " blocks";
        } catch (ExtractionException e) {
            end = String.valueOf(e.getMessage());
        }

        Duration took = Duration.ofNanos(System.nanoTime() - start);
        Chaos.figure("in process, %s of %d kB: %d ms, %s", text.getKey(), bytes.length >> 10, took.toMillis(), end);
        assertThat(took).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void a_larger_text_and_a_format_of_bytes_need_a_process() {
        assertThat(isCheap("a.md", "a".repeat(SIZE))).isTrue();
        assertThat(isCheap("a.md", "a".repeat(SIZE + 1))).isFalse();
        assertThat(isCheap("a.txt", "%PDF-1.4")).isFalse();
        assertThat(isCheap("a.docx", "a")).isFalse();
        assertThat(isCheap("a.xml", "<a/>")).isFalse();
    }

    private static boolean isCheap(String name, String text) {
        return CheapText.is(TestDocuments.document(name, text.getBytes(StandardCharsets.UTF_8)));
    }
}
