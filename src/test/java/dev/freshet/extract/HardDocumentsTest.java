package dev.freshet.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.freshet.document.Block;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.junit.jupiter.api.Test;

/** Difficult documents from Tika's own tests. They are not part of the project; without them the test is skipped. */
class HardDocumentsTest {

    private static final Path ARCHIVE =
            Path.of(System.getProperty("freshet.dev-data", "../shared/data"), "public-dev.tar.xz");

    @Test
    void every_hard_document_ends_with_clean_blocks_or_a_reason() throws IOException {
        assumeTrue(Files.exists(ARCHIVE), ARCHIVE + " is absent; set -Dfreshet.dev-data to its folder");
        List<String> refused = new ArrayList<>();
        Extractor extractor = new Extractor();
        Map<String, byte[]> documents = hardDocuments();

        documents.forEach((name, bytes) -> {
            Instant start = Instant.now();
            try {
                assertClean(
                        extractor.extract(TestDocuments.document(name, bytes)).blocks());
            } catch (ExtractionException e) {
                refused.add(name);
                assertThat(e.getMessage()).startsWith("is ").contains("; ").doesNotContain("\n", "Exception");
            }
            assertThat(Duration.between(start, Instant.now())).as(name).isLessThan(Duration.ofSeconds(30));
        });

        assertThat(documents).hasSizeGreaterThan(150);
        assertThat(refused).hasSizeLessThan(12);
    }

    private static void assertClean(List<Block> blocks) {
        for (Block block : blocks) {
            assertThat(block.toString().codePoints())
                    .noneMatch(c -> c != '\n' && c != '\t' && Character.isISOControl(c))
                    .noneMatch(c -> Character.getType(c) == Character.SURROGATE);
        }
    }

    private static Map<String, byte[]> hardDocuments() throws IOException {
        Map<String, byte[]> documents = new TreeMap<>();
        try (var archive = new TarArchiveInputStream(
                new XZCompressorInputStream(new BufferedInputStream(Files.newInputStream(ARCHIVE))))) {
            for (TarArchiveEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                if (entry.isFile() && entry.getName().contains("hard/")) {
                    documents.put(Path.of(entry.getName()).getFileName().toString(), archive.readAllBytes());
                }
            }
        }
        return documents;
    }
}
