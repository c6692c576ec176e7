package dev.freshet.bench;

import dev.freshet.embed.Embedder;
import dev.freshet.embed.MiniLmEmbedder;
import dev.freshet.embed.Tokenizer;
import dev.freshet.testing.Prose;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/**
 * P4: embedding beside LangChain4j's class for the same model file with as many threads, and a first pass beside the embedding
 * alone of its chunks.
 */
final class EmbeddingBench implements Bench {

    private static final String ID = "P4";
    private static final int THREADS = Runtime.getRuntime().availableProcessors();

    /** LangChain4j reads 128 tokens of a text, special ones included. */
    private static final int LONGEST_FOR_BOTH = 120;

    private static final int SHORTEST = 5;

    @Override
    public String id() {
        return ID;
    }

    @Override
    public void run(BenchRun run) throws Exception {
        System.setProperty("DJL_CACHE_DIR", run.folder("djl").toString());
        System.setProperty("ai.djl.offline", "true");
        try (MiniLmEmbedder embedder = new MiniLmEmbedder(THREADS)) {
            besideLangChain4j(run, embedder);
            longTexts(run, embedder);
            new EmbeddingPass(run, ID, embedder).measure();
        }
        TokenizerSpeed.measure(run, ID);
    }

    private static void besideLangChain4j(BenchRun run, Embedder embedder) throws Exception {
        List<String> texts = texts(embedder.tokenizer(), run.size(400, 8), SHORTEST, LONGEST_FOR_BOTH);
        String work =
                texts.size() + " texts of " + SHORTEST + " to " + LONGEST_FOR_BOTH + " tokens, " + THREADS + " threads";
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            Stock stock = new Stock(new AllMiniLmL6V2QuantizedEmbeddingModel(threads));
            List<Samples> speeds = run.inTurns(
                    1,
                    7,
                    () -> speed(texts, () -> embedder.embed(texts)),
                    () -> speed(texts, () -> stock.embed(texts)));
            run.row(Row.against(ID, work, "texts/s", speeds.get(0), "LangChain4j", speeds.get(1), Limit.atLeast(1.5)));
            Samples busy = run.repeat(0, 7, () -> BusyCores.share(() -> embedder.embed(texts)));
            run.row(Row.limited(ID, "the same, share of the cores that is busy", "", busy, Limit.atLeast(0.9)));
            double cosine = leastCosine(embedder.embed(texts), stock.embed(texts));
            run.row(Row.limited(
                    ID, "the same, least cosine of two vectors", "", Samples.of(cosine), Limit.atLeast(0.999)));
        } finally {
            threads.shutdown();
        }
    }

    /** Told only: LangChain4j would read their first 126 tokens. */
    private static void longTexts(BenchRun run, Embedder embedder) throws Exception {
        List<String> texts = texts(embedder.tokenizer(), run.size(100, 2), 200, embedder.maxTokens());
        Samples speed = run.repeat(1, 5, () -> speed(texts, () -> embedder.embed(texts)));
        run.row(Row.told(ID, texts.size() + " texts of 200 to " + embedder.maxTokens() + " tokens", "texts/s", speed));
    }

    /** LangChain4j's class, asked as its users ask it. */
    private record Stock(EmbeddingModel model) {

        List<float[]> embed(List<String> texts) {
            return model.embedAll(texts.stream().map(TextSegment::from).toList()).content().stream()
                    .map(embedding -> embedding.vector())
                    .toList();
        }
    }

    static double speed(List<String> texts, Runnable work) {
        long start = System.nanoTime();
        work.run();
        return texts.size() * 1e9 / (System.nanoTime() - start);
    }

    private static double leastCosine(List<float[]> some, List<float[]> others) {
        return IntStream.range(0, some.size())
                .mapToDouble(i -> dot(some.get(i), others.get(i))
                        / Math.sqrt(dot(some.get(i), some.get(i)) * dot(others.get(i), others.get(i))))
                .min()
                .orElseThrow();
    }

    private static double dot(float[] a, float[] b) {
        return IntStream.range(0, a.length)
                .mapToDouble(i -> (double) a[i] * b[i])
                .sum();
    }

    /** Words of a text that has about so many tokens, by chance and never more. */
    private static List<String> texts(Tokenizer tokenizer, int count, int shortest, int longest) {
        Prose prose = new Prose(4);
        Random lengths = new Random(4);
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    String text = prose.words(longest);
                    int[] ends = tokenizer.ends(text);
                    return text.substring(0, ends[shortest + lengths.nextInt(longest - shortest + 1) - 1]);
                })
                .toList();
    }
}
