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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A model on this machine's processors, whose tokens are WordPiece. It is loaded by the first {@link #embed}, which takes
 * longer.
 */
public abstract sealed class LocalEmbedder implements Embedder permits MiniLmEmbedder, OnnxEmbedder {

    private final String model;
    private final int maxTokens;
    private final WordPieceVocabulary vocabulary;
    private final WordPieceTokenizer tokenizer;
    private final Supplier<SentenceModel> loading;
    private final ThreadPoolExecutor threads;
    private final LongAdder tokensRead = new LongAdder();

    @Nullable
    private SentenceModel loaded;

    private boolean closed;

    /**
     * Makes it.
     *
     * @param maxTokens of a text, special tokens excluded
     * @param loading loads the model
     * @param threads texts embedded at once, over all callers; usually the number of processors
     */
    LocalEmbedder(
            String model, int maxTokens, WordPieceVocabulary vocabulary, Supplier<SentenceModel> loading, int threads) {
        this.model = model;
        this.maxTokens = maxTokens;
        this.vocabulary = vocabulary;
        this.tokenizer = new WordPieceTokenizer(vocabulary);
        this.loading = loading;
        AtomicInteger number = new AtomicInteger();
        this.threads =
                new ThreadPoolExecutor(threads, threads, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, "embed-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    @Override
    public final String model() {
        return model;
    }

    @Override
    public int dimensions() {
        return load().dimensions();
    }

    @Override
    public final int maxTokens() {
        return maxTokens;
    }

    @Override
    public final Tokenizer tokenizer() {
        return tokenizer;
    }

    @Override
    public final Usage usage() {
        return new Usage(0, 0, tokensRead.sum());
    }

    /** A short call doesn't wait for a long one: the calls that are under way have their texts embedded in turn. */
    @Override
    public final List<float[]> embed(List<String> texts) {
        List<FutureTask<float[]>> work =
                texts.stream().map(text -> new FutureTask<>(() -> embed(text))).toList();
        Turn turn = new Turn(new ConcurrentLinkedQueue<>(work));
        for (int i = 0; i < Math.min(threads.getCorePoolSize(), texts.size()); i++) {
            threads.execute(turn);
        }
        try {
            return work.stream().map(LocalEmbedder::result).toList();
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
        if (ids.length > maxTokens) {
            throw new IllegalArgumentException(
                    "A text has " + ids.length + " tokens, but " + model + " reads " + maxTokens);
        }
        long[] framed = new long[ids.length + 2];
        framed[0] = vocabulary.special("[CLS]");
        for (int i = 0; i < ids.length; i++) {
            framed[i + 1] = ids[i];
        }
        framed[ids.length + 1] = vocabulary.special("[SEP]");
        float[] vector = load().vector(framed);
        tokensRead.add(ids.length);
        return vector;
    }

    private synchronized SentenceModel load() {
        if (closed) {
            throw new IllegalStateException("The embedder is closed");
        }
        if (loaded == null) {
            loaded = loading.get();
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
    public final void close() {
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
