package dev.freshet.store;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The scan of one block of 256 vectors: the innermost loop of a search by meaning. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class VectorBlockBenchmark {

    private static final int DIMENSIONS = 384;

    private final VectorBlock block = new VectorBlock(DIMENSIONS);
    private final float[] least = new float[VectorBlock.SIZE];
    private final float[] most = new float[VectorBlock.SIZE];
    private float[] query = new float[DIMENSIONS];

    /** Fills the block. */
    @Setup
    public void fill() {
        Random random = new Random(1);
        for (int slot = 0; slot < VectorBlock.SIZE; slot++) {
            block.put(slot, slot + 1, new Facet("docs", "{}"), vector(random));
        }
        query = vector(random);
    }

    private static float[] vector(Random random) {
        float[] vector = new float[DIMENSIONS];
        for (int i = 0; i < DIMENSIONS; i++) {
            vector[i] = (float) (random.nextGaussian() / Math.sqrt(DIMENSIONS));
        }
        return vector;
    }

    /** With the rounding of the question, which a search does once for all blocks. */
    @Benchmark
    public float[] bound() {
        block.bound(RoundedQuery.of(query), least, most, 0);
        return most;
    }
}
