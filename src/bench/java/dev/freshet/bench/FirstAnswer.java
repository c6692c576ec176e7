package dev.freshet.bench;

import dev.freshet.bench.Corpus.Question;
import dev.freshet.state.Database;
import dev.freshet.store.EmbeddedStore;
import dev.freshet.store.SearchQuery;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A process that opens a database, answers one question, and says how long that took. */
final class FirstAnswer {

    private static final String SECONDS = "seconds";

    private FirstAnswer() {}

    /** Seconds. */
    static double inNewProcess(Path file, Question question) throws IOException, InterruptedException {
        ByteBuffer vector = ByteBuffer.allocate(question.vector().length * Float.BYTES);
        vector.asFloatBuffer().put(question.vector());
        return ChildJvm.run(
                        List.of(),
                        FirstAnswer.class,
                        file,
                        question.text(),
                        Base64.getEncoder().encodeToString(vector.array()))
                .samples(SECONDS)
                .median();
    }

    /** Database, words and vector of the question. */
    public static void main(String[] args) {
        float[] vector = new float[Corpus.DIMENSIONS];
        ByteBuffer.wrap(Base64.getDecoder().decode(args[2])).asFloatBuffer().get(vector);
        long start = System.nanoTime();
        try (Database database = Database.open(Path.of(args[0]))) {
            new EmbeddedStore(database).search(new SearchQuery(args[1], vector, 50, Set.of(), Map.of()));
            System.out.println(SECONDS + " " + (System.nanoTime() - start) / 1e9);
        }
    }
}
