package dev.freshet.extract.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.freshet.document.SourceDocument;
import dev.freshet.extract.Extractor;
import dev.freshet.extract.TestDocuments;
import dev.freshet.testing.Chaos;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What isolation costs ordinary documents. Long form only: the figures mean something after minutes. */
class IsolationThroughputTest {

    private static final int THREADS = 2;
    private static final int ROUNDS = 9;
    private static final int COPIES = 40;

    @Test
    void isolation_costs_ordinary_documents_less_than_15_percent() throws Exception {
        assumeTrue(Chaos.LONG, "mvn -Pchaos");
        Extractor here = new Extractor();
        try (IsolatedExtractor apart = new IsolatedExtractor(
                new WorkerLimits(THREADS, Duration.ofMinutes(2), 512L << 20, Extractor.DEFAULT_MAX_CHARACTERS))) {
            double mixed = cost("all kinds", ordinary(), here::extract, apart::extract);
            double isolated = cost("PDF, office and mail", office(), here::extract, apart::extract);

            assertThat(mixed).isLessThan(0.15);
            assertThat(isolated).isLessThan(0.15);
        }
    }

    /** The median over the rounds of what a round takes longer apart than here, right before or right after. */
    private static double cost(
            String what, List<SourceDocument> documents, Consumer<SourceDocument> here, Consumer<SourceDocument> apart)
            throws Exception {
        List<Double> costs = new ArrayList<>();
        List<Double> rates = new ArrayList<>();
        seconds(documents, here);
        seconds(documents, apart);
        for (int round = 0; round < ROUNDS; round++) {
            boolean apartFirst = round % 2 == 1;
            double first = seconds(documents, apartFirst ? apart : here);
            double second = seconds(documents, apartFirst ? here : apart);
            double secondsApart = apartFirst ? first : second;
            costs.add(1 - (apartFirst ? second : first) / secondsApart);
            rates.add(documents.size() / secondsApart);
        }
        Collections.sort(costs);
        Collections.sort(rates);
        Chaos.figure(
                "isolation, %s: throughput %.1f %% below in-process (median of %d, %.1f to %.1f), %.0f documents/s",
                what,
                100 * costs.get(ROUNDS / 2),
                ROUNDS,
                100 * costs.get(0),
                100 * costs.get(ROUNDS - 1),
                rates.get(ROUNDS / 2));
        return costs.get(ROUNDS / 2);
    }

    private static double seconds(List<SourceDocument> documents, Consumer<SourceDocument> reading) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        long start = System.nanoTime();
        try {
            List<Future<?>> all = new ArrayList<>();
            for (SourceDocument document : documents) {
                all.add(threads.submit(() -> reading.accept(document)));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            threads.shutdown();
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private static List<SourceDocument> ordinary() {
        return copies(TestDocuments.names().stream()
                .filter(name -> name.startsWith("handbook") || name.startsWith("gates") || name.equals("mail.eml")));
    }

    private static List<SourceDocument> office() {
        Stream<String> handbooks =
                Stream.of("docx", "doc", "odt", "pdf", "pptx", "epub", "rtf").map(kind -> "handbook." + kind);
        return copies(Stream.concat(handbooks, Stream.of("gates.xlsx", "mail.eml")));
    }

    private static List<SourceDocument> copies(Stream<String> names) {
        List<SourceDocument> once = names.map(name -> TestDocuments.document(name, TestDocuments.bytes(name)))
                .toList();
        List<SourceDocument> many = new ArrayList<>();
        for (int copy = 0; copy < COPIES; copy++) {
            many.addAll(once);
        }
        return many;
    }
}
