package dev.freshet.bench;

import dev.freshet.bench.Corpus.Question;
import dev.freshet.state.Database;
import dev.freshet.store.EmbeddedStore;
import dev.freshet.store.SearchQuery;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Set;

/** A process that opens a database, answers one question, and says how long that took. */
final class FirstAnswer {

    private FirstAnswer() {}

    /** Seconds. */
    static double inNewProcess(Path file, Question question) throws IOException, InterruptedException {
        ByteBuffer vector = ByteBuffer.allocate(question.vector().length * Float.BYTES);
        vector.asFloatBuffer().put(question.vector());
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        FirstAnswer.class.getName(),
                        file.toString(),
                        question.text(),
                        Base64.getEncoder().encodeToString(vector.array()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("It ended with " + process.exitValue());
        }
        return Double.parseDouble(said.strip());
    }

    /** Database, words and vector of the question. */
    public static void main(String[] args) {
        float[] vector = new float[Corpus.DIMENSIONS];
        ByteBuffer.wrap(Base64.getDecoder().decode(args[2])).asFloatBuffer().get(vector);
        long start = System.nanoTime();
        try (Database database = Database.open(Path.of(args[0]))) {
            new EmbeddedStore(database).search(new SearchQuery(args[1], vector, 50, Set.of(), Map.of()));
            System.out.println((System.nanoTime() - start) / 1e9);
        }
    }
}
