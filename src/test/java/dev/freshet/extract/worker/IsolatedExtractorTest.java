package dev.freshet.extract.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.document.SourceDocument;
import dev.freshet.extract.ExtractionException;
import dev.freshet.extract.Extractor;
import dev.freshet.extract.TestDocuments;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IsolatedExtractorTest {

    private static final WorkerLimits LIMITS =
            new WorkerLimits(1, Duration.ofMinutes(2), 256L << 20, Extractor.DEFAULT_MAX_CHARACTERS);

    private static final Workers WORKERS = new Workers(LIMITS);

    @AfterAll
    static void end() {
        WORKERS.close();
    }

    static Stream<String> names() {
        return TestDocuments.names().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void reads_in_a_process_of_its_own_what_it_reads_here(String name) throws Exception {
        SourceDocument document = TestDocuments.document(name, TestDocuments.bytes(name));
        Object here = here(document);

        assertThat(there(document)).isEqualTo(here);
    }

    private static Object here(SourceDocument document) {
        try {
            return new Extractor().extract(document);
        } catch (ExtractionException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static Object there(SourceDocument document) throws IOException, WorkerEndedException {
        try {
            return WORKERS.read(document);
        } catch (ExtractionException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
