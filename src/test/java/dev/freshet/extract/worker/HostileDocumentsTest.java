package dev.freshet.extract.worker;

import com.sun.net.httpserver.HttpServer;
import dev.freshet.document.ExtractedDocument;
import dev.freshet.document.SourceDocument;
import dev.freshet.extract.ExtractionException;
import dev.freshet.extract.Extractor;
import dev.freshet.extract.TestDocuments;
import dev.freshet.testing.Chaos;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: each hostile document ends read or with a reason, within its limits, and the next one is read. */
class HostileDocumentsTest {

    private static final String SECRET = "the-contents-of-another-file";

    /** What would show that a document isn't the bomb that it is meant to be, or that its text is lost. */
    private static final Map<String, String> ENDS = Map.of(
            "deep.rtf", "read, " + "[Paragraph[text=bottom, page=0]]".length() + " characters",
            "long.odt", "has more text than .*|needs more memory .*|takes longer .*",
            "macro.docm", "read, \\d{4,} characters",
            "links.docx", "read, \\d{4,} characters",
            "links.odt", "read, \\d{4,} characters");

    private static final Duration TIMEOUT = Duration.ofSeconds(Chaos.size(10, 60));

    private final Queue<String> calls = new ConcurrentLinkedQueue<>();

    @TempDir
    private Path folder;

    @Test
    void each_ends_read_or_with_a_reason_and_the_next_is_read() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret.txt"), SECRET);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            calls.add(exchange.getRequestURI().toString());
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.start();
        String call = "http://127.0.0.1:" + server.getAddress().getPort();
        SoftAssertions all = new SoftAssertions();

        try (IsolatedExtractor extractor =
                new IsolatedExtractor(new WorkerLimits(1, TIMEOUT, 128L << 20, Extractor.DEFAULT_MAX_CHARACTERS))) {
            ExtractedDocument ordinary = extractor.extract(document("handbook.docx"));
            Bombs.all(call, secret.toUri().toString()).forEach((name, bytes) -> {
                long start = System.nanoTime();
                String end = end(extractor, name, bytes);
                long milliseconds = (System.nanoTime() - start) / 1_000_000;
                Chaos.figure("%s (%d kB): %s, after %d ms", name, bytes.length >> 10, end, milliseconds);
                all.assertThat(end).as(name).doesNotContain(SECRET, "macrotext").matches("read, .*|[a-z]+ .*; .*");
                all.assertThat(end).as(name).matches(ENDS.getOrDefault(name, ".*"));
                all.assertThat(extractor.extract(document("handbook.docx")))
                        .as("after " + name)
                        .isEqualTo(ordinary);
            });
        } finally {
            server.stop(0);
        }
        all.assertThat(calls).isEmpty();
        all.assertAll();
    }

    private static SourceDocument document(String name) {
        return TestDocuments.document(name, TestDocuments.bytes(name));
    }

    private static String end(IsolatedExtractor extractor, String name, byte[] bytes) {
        try {
            String text = extractor
                    .extract(TestDocuments.document(name, bytes))
                    .blocks()
                    .toString();
            return "read, " + text.length() + " characters"
                    + (text.contains(SECRET) || text.contains("macrotext") ? text : "");
        } catch (ExtractionException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
