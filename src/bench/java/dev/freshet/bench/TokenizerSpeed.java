package dev.freshet.bench;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import dev.freshet.embed.MiniLmEmbedder;
import dev.freshet.embed.Tokenizer;
import dev.freshet.testing.Prose;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** One text of 10 kB, cut into tokens: by Freshet's tokenizer, and by the one that LangChain4j uses. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init")
public class TokenizerSpeed {

    private static final String TOKENIZER = "/all-minilm-l6-v2-q-tokenizer.json";

    private Tokenizer ours;
    private HuggingFaceTokenizer djl;
    private String text;

    @Setup
    public void open() throws IOException {
        ours = MiniLmEmbedder.newTokenizer();
        text = text();
        try (InputStream in = Objects.requireNonNull(TokenizerSpeed.class.getResourceAsStream(TOKENIZER))) {
            djl = HuggingFaceTokenizer.newInstance(in, Map.of("padding", "false", "truncation", "false"));
        }
    }

    @TearDown
    public void close() {
        djl.close();
    }

    @Benchmark
    public int[] freshet() {
        return ours.ends(text);
    }

    @Benchmark
    public Encoding djl() {
        return djl.encode(text, false, false);
    }

    /** Reports how fast each of them is. */
    static void measure(BenchRun run, String id) throws RunnerException {
        run.row(new Row(
                id,
                "tokens of a text of 10 kB, one thread",
                "MB/s",
                speed(run, "freshet"),
                "DJL",
                speed(run, "djl"),
                null));
    }

    private static Samples speed(BenchRun run, String method) throws RunnerException {
        Options options = new OptionsBuilder()
                .include(TokenizerSpeed.class.getName() + "." + method)
                .forks(0)
                .warmupIterations(run.size(3, 0))
                .measurementIterations(run.size(5, 1))
                .warmupTime(TimeValue.seconds(1))
                .measurementTime(TimeValue.milliseconds(run.size(1_000, 100)))
                .verbosity(VerboseMode.SILENT)
                .build();
        double megabytes = text().getBytes(StandardCharsets.UTF_8).length / 1e6;
        RunResult result = new Runner(options).runSingle();
        return new Samples(result.getBenchmarkResults().stream()
                .flatMap(fork -> fork.getIterationResults().stream())
                .map(iteration -> iteration.getPrimaryResult().getScore() * megabytes)
                .toList());
    }

    private static String text() {
        return new Prose(11).words(1_500);
    }
}
