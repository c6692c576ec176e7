package dev.freshet.bench;

import dev.freshet.DataFolder;
import dev.freshet.bench.Corpus.Question;
import dev.freshet.embed.MiniLmEmbedder;
import dev.freshet.state.Database;
import dev.freshet.store.EmbeddedStore;
import dev.freshet.store.Search;
import dev.freshet.store.SearchHit;
import dev.freshet.store.SearchQuery;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** P7: searches by words and meaning in the embedded store, one after the other. */
final class SearchBench implements Bench {

    private static final int K = 10;
    /** What {@link Search} asks the store for, to have a choice of documents. */
    private static final int CHOICE = 5 * K;

    private static final int WARM_UP = 200;
    private static final int ROUNDS = 3;
    private static final int QUESTIONS = 300;
    private static final int COMPARED = 100;
    private static final int OPENINGS = 5;

    @Override
    public String id() {
        return "P7";
    }

    @Override
    public void run(BenchRun run) throws Exception {
        Path file = new DataFolder(run.folder("home"), "").path().resolve("freshet.db");
        Corpus corpus = new Corpus(7);
        int[] sizes = run.isSmoke() ? new int[] {100, 300} : new int[] {1_000, 10_000, 100_000};
        try (Database database = Database.open(file)) {
            for (int size : sizes) {
                corpus.growTo(size, database);
                database.tidy();
                measure(run, corpus, database, size == sizes[sizes.length - 1]);
            }
        }
        open(run, file, corpus);
    }

    private static void measure(BenchRun run, Corpus corpus, Database database, boolean rows) throws Exception {
        EmbeddedStore store = new EmbeddedStore(database);
        FloatScan scan = new FloatScan(corpus.vectors());
        List<Double> searches = new ArrayList<>();
        List<Double> scans = new ArrayList<>();
        List<Double> worst = new ArrayList<>();
        for (int round = run.isSmoke() ? 0 : -1; round < run.size(ROUNDS, 1); round++) {
            List<Double> ofRound = new ArrayList<>();
            for (int i = 0; i < run.size(round < 0 ? WARM_UP : QUESTIONS, 5); i++) {
                Question question = corpus.question();
                ofRound.add(milliseconds(() -> store.search(query(question))));
                scans.add(milliseconds(() -> scan.best(question.vector(), CHOICE)));
            }
            if (round < 0) {
                scans.clear();
            } else {
                searches.addAll(ofRound);
                worst.add(new Samples(ofRound).quantile(0.99));
            }
        }
        points(run, corpus.vectors().size(), new Samples(searches), new Samples(worst), new Samples(scans));
        if (rows) {
            rows(run, corpus.vectors().size(), new Samples(searches), new Samples(worst), new Samples(scans));
            withEmbedding(run, corpus, store);
            exactness(run, corpus, store);
        }
    }

    private static SearchQuery query(Question question) {
        return new SearchQuery(question.text(), question.vector(), CHOICE, Set.of(), Map.of());
    }

    private static double milliseconds(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e6;
    }

    private static void points(BenchRun run, int size, Samples searches, Samples worst, Samples scans) {
        Map.of("search, median", searches, "search, 99 of 100", worst, "scan of floats", scans)
                .forEach((series, samples) ->
                        run.point(new Point("search", "chunks", "ms", series, size, samples.median())));
    }

    private static void rows(BenchRun run, int size, Samples searches, Samples worst, Samples scans) {
        String what = "search by words and meaning in %,d chunks, 10 results".formatted(size);
        run.row(Row.limited("P7", what, "ms", searches, Limit.atMost(15)));
        run.row(Row.limited("P7", "the slowest of 100 of them", "ms", worst, Limit.atMost(50)));
        run.row(Row.told("P7", "for comparison: a bare scan of the same vectors as floats", "ms", scans));
    }

    /** The whole answer, as a person waits for it. */
    private static void withEmbedding(BenchRun run, Corpus corpus, EmbeddedStore store) throws Exception {
        try (MiniLmEmbedder embedder = new MiniLmEmbedder(1)) {
            Search search = new Search(embedder, store);
            Samples samples = run.repeat(WARM_UP / 4, QUESTIONS, () -> {
                String text = corpus.question().text();
                return milliseconds(() -> search.search(text, K, Set.of(), Map.of()));
            });
            run.row(Row.told("P7", "the same, with the embedding of the question", "ms", samples));
        }
    }

    private static void exactness(BenchRun run, Corpus corpus, EmbeddedStore store) {
        int compared = run.size(COMPARED, 5);
        long equal = IntStream.range(0, compared)
                .filter(i -> {
                    float[] vector = corpus.question().vector();
                    List<Double> found = store.search(new SearchQuery("", vector, K, Set.of(), Map.of())).stream()
                            .map(SearchHit::score)
                            .toList();
                    return found.equals(scan(corpus, vector));
                })
                .count();
        Samples share = Samples.of((double) equal / compared);
        run.row(Row.limited("P7", "share of answers equal to those of a full scan", "", share, Limit.atLeast(1)));
    }

    /** Half the cosine, as docs/store-format.md says, of the ten nearest. */
    private static List<Double> scan(Corpus corpus, float[] query) {
        ToDoubleFunction<float[]> cosine = vector -> IntStream.range(0, query.length)
                .mapToDouble(i -> (double) query[i] * vector[i])
                .reduce(0, Double::sum);
        return corpus.vectors().parallelStream()
                .map(vector -> 0.5 * cosine.applyAsDouble(vector))
                .sorted(Comparator.reverseOrder())
                .limit(K)
                .toList();
    }

    /** In processes of their own, in which nothing is warm. */
    private static void open(BenchRun run, Path file, Corpus corpus) throws Exception {
        Samples samples = run.repeat(1, OPENINGS, () -> FirstAnswer.inNewProcess(file, corpus.question()));
        String what = "from opening the database of %,d chunks to the first answer, the start of Java not counted";
        run.row(Row.limited("P7", what.formatted(corpus.vectors().size()), "s", samples, Limit.atMost(1)));
    }
}
