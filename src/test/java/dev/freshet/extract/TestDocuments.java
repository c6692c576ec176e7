package dev.freshet.extract;

import dev.freshet.document.Block;
import dev.freshet.document.Content;
import dev.freshet.document.DocumentKey;
import dev.freshet.document.DocumentVersion;
import dev.freshet.document.ExtractedDocument;
import dev.freshet.document.SourceDocument;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The documents in {@code src/test/resources/documents} and what the extractor makes of them. */
public final class TestDocuments {

    private static final Extractor EXTRACTOR = new Extractor();

    private TestDocuments() {}

    static ExtractedDocument extracted(String name) {
        return EXTRACTOR.extract(document(name, bytes(name)));
    }

    /** The names of all. */
    public static List<String> names() {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/documents"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Block> blocks(String name) {
        return extracted(name).blocks();
    }

    static ExtractedDocument extracted(String name, String text) {
        return EXTRACTOR.extract(document(name, text.getBytes(StandardCharsets.UTF_8)));
    }

    static List<Block> blocks(String name, String text) {
        return extracted(name, text).blocks();
    }

    /** A document of source {@code docs}. */
    public static SourceDocument document(String name, byte[] bytes) {
        Content content = new Content(bytes);
        DocumentVersion version = new DocumentVersion(
                new DocumentKey("docs", name),
                "1",
                content.checksum(),
                "recipe",
                name,
                null,
                null,
                null,
                new TreeMap<>());
        return new SourceDocument(version, content);
    }

    /** The bytes of one of them. */
    public static byte[] bytes(String name) {
        try (InputStream stream =
                Objects.requireNonNull(TestDocuments.class.getResourceAsStream("/documents/" + name), name)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
