package dev.freshet.testing;

import dev.freshet.Freshet;
import dev.freshet.Memory;
import dev.freshet.check.CheckedHome;
import dev.freshet.check.HomeCheck;
import dev.freshet.config.Problems;
import dev.freshet.embed.Embedder;
import dev.freshet.embed.EmbedderAround;
import dev.freshet.pass.PassRequest;
import dev.freshet.state.Database;
import dev.freshet.state.Runs.Run;
import dev.freshet.store.EmbeddedStore;
import dev.freshet.store.VectorStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A process that makes one pass over source {@code docs} and dies at a point of it. */
public final class CrashingFreshet {

    private static final String EMBEDDED = "embedded";
    private static final int LONGEST_PASS_SECONDS = 60;

    private CrashingFreshet() {}

    /** The process: home, store, kind of pass, crash point, and at which time that it is reached. */
    public static void main(String[] arguments) {
        Path home = Path.of(arguments[0]);
        CrashPoint point = CrashPoint.valueOf(arguments[3]);
        CrashingStore[] store = new CrashingStore[1];
        Function<Database, VectorStore> opening = database -> {
            VectorStore inner = arguments[1].equals(EMBEDDED)
                    ? new EmbeddedStore(database)
                    : StoreElsewhere.at(URI.create(arguments[1]));
            store[0] = new CrashingStore(inner, point, Integer.parseInt(arguments[4]));
            return store[0];
        };
        PassRequest request = new PassRequest(PassRequest.Kind.valueOf(arguments[2]), "test", 0);
        pass(home, opening, request, new Embedding(() -> store[0].reach(CrashPoint.AFTER_INTENT)));
        System.exit(0);
    }

    /** One pass in this process. */
    public static Run pass(Path home, Function<Database, VectorStore> opening, PassRequest request, Embedder embedder) {
        CheckedHome checked = HomeCheck.check(home, new Problems());
        try (Memory memory = Memory.forWriting(home, checked, opening);
                Freshet freshet = new Freshet(home, checked, memory, false, embedder)) {
            freshet.start();
            return freshet.pass("docs", request)
                    .done()
                    .orTimeout(LONGEST_PASS_SECONDS, TimeUnit.SECONDS)
                    .join();
        }
    }

    /**
     * Starts the process.
     *
     * @param store null = the embedded one
     */
    public static Process start(Path home, @Nullable URI store, PassRequest request, CrashPoint point, int nth) {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        ProcessBuilder process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath,
                        CrashingFreshet.class.getName(),
                        home.toString(),
                        store == null ? EMBEDDED : store.toString(),
                        request.kind().name(),
                        point.name(),
                        Integer.toString(nth))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        try {
            return process.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The model, which says when it is asked. */
    private static final class Embedding extends EmbedderAround {

        private final Runnable asked;

        Embedding(Runnable asked) {
            super(new HashEmbedder());
            this.asked = asked;
        }

        @Override
        public List<float[]> embed(List<String> texts) {
            asked.run();
            return super.embed(texts);
        }
    }
}
