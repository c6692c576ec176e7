package dev.freshet.embed;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * all-MiniLM-L6-v2, quantized, on this machine's processors. The model is in the LangChain4j jar, nothing is downloaded.
 * It is loaded by the first {@link #embed}, which takes about a second longer.
 *
 * <p>The graph runs without LangChain4j's {@code AllMiniLmL6V2QuantizedEmbeddingModel}, which reads only the first 128
 * tokens of a text (the limit written in its tokenizer's file) and says nothing.
 */
public final class MiniLmEmbedder implements Embedder {

    private static final String MODEL = "all-minilm-l6-v2-q";

    /** The graph has 512 positions, two of them for [CLS] and [SEP]. */
    private static final int MAX_TOKENS = 510;

    private static final WordPieceVocabulary VOCABULARY = new WordPieceVocabulary("/all-minilm-l6-v2-q-tokenizer.json");

    private final WordPieceTokenizer tokenizer = new WordPieceTokenizer(VOCABULARY);
    private final ThreadPoolExecutor threads;
    private final LongAdder tokensRead = new LongAdder();

    @Nullable
    private MiniLmModel loaded;

    private boolean closed;

    /**
     * @param threads texts embedded at once, over all callers; usually the number of processors
     */
    public MiniLmEmbedder(int threads) {
        AtomicInteger number = new AtomicInteger();
        this.threads =
                new ThreadPoolExecutor(threads, threads, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, "embed-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** The model's tokens, without an embedder. */
    public static Tokenizer newTokenizer() {
        return new WordPieceTokenizer(VOCABULARY);
    }

    @Override
    public String model() {
        return MODEL;
    }

    @Override
    public int dimensions() {
        return MiniLmModel.DIMENSIONS;
    }

    @Override
    public int maxTokens() {
        return MAX_TOKENS;
    }

    @Override
    public Tokenizer tokenizer() {
        return tokenizer;
    }

    @Override
    public Usage usage() {
        return new Usage(0, 0, tokensRead.sum());
    }

    /** A short call doesn't wait for a long one: the calls that are under way have their texts embedded in turn. */
    @Override
    public List<float[]> embed(List<String> texts) {
        List<FutureTask<float[]>> work =
                texts.stream().map(text -> new FutureTask<>(() -> embed(text))).toList();
        Turn turn = new Turn(new ConcurrentLinkedQueue<>(work));
        for (int i = 0; i < Math.min(threads.getCorePoolSize(), texts.size()); i++) {
            threads.execute(turn);
        }
        try {
            return work.stream().map(MiniLmEmbedder::result).toList();
        } finally {
            work.forEach(task -> task.cancel(false));
        }
    }

    /** Embeds one text of a call, and waits for its turn again behind the other calls. */
    private final class Turn implements Runnable {

        private final Queue<FutureTask<float[]>> left;

        Turn(Queue<FutureTask<float[]>> left) {
            this.left = left;
        }

        @Override
        public void run() {
            FutureTask<float[]> next = left.poll();
            if (next == null) {
                return;
            }
            next.run();
            try {
                threads.execute(this);
            } catch (RejectedExecutionException closing) {
                // what is under way is still finished
                left.forEach(FutureTask::run);
            }
        }
    }

    private float[] embed(String text) {
        int[] ids = tokenizer.tokens(text).ids();
        if (ids.length > MAX_TOKENS) {
            throw new IllegalArgumentException(
                    "A text has " + ids.length + " tokens, but " + MODEL + " reads " + MAX_TOKENS);
        }
        long[] framed = new long[ids.length + 2];
        framed[0] = VOCABULARY.special("[CLS]");
        for (int i = 0; i < ids.length; i++) {
            framed[i + 1] = ids[i];
        }
        framed[ids.length + 1] = VOCABULARY.special("[SEP]");
        float[] vector = load().vector(framed);
        tokensRead.add(ids.length);
        return vector;
    }

    private synchronized MiniLmModel load() {
        if (closed) {
            throw new IllegalStateException("The embedder is closed");
        }
        if (loaded == null) {
            loaded = new MiniLmModel();
        }
        return loaded;
    }

    private static float[] result(Future<float[]> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("Embedding failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while embedding", e);
        }
    }

    /** Waits for the texts that are being embedded; those that wait fail. */
    @Override
    public void close() {
        threads.shutdown();
        boolean idle = awaitIdle();
        synchronized (this) {
            closed = true;
            if (loaded != null && idle) {
                loaded.close();
            }
            loaded = null;
        }
    }

    /** False if something still runs after a minute: the model must then stay open, or the JVM would crash. */
    private boolean awaitIdle() {
        try {
            return threads.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
