package dev.freshet.bench;

import dev.freshet.document.Chunk;
import dev.freshet.document.ChunkIds;
import dev.freshet.document.Content;
import dev.freshet.document.DocumentKey;
import dev.freshet.document.DocumentVersion;
import dev.freshet.document.EmbeddedDocument;
import dev.freshet.state.Database;
import dev.freshet.store.DocumentWriter;
import dev.freshet.store.EmbeddedStore;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Documents of ten chunks, made up from a seed, and questions about them. Words follow Zipf's law, so that a question has
 * common words and rare ones, as a person's has. The vectors of a document lie around one of a thousand topics.
 */
final class Corpus {

    static final int DIMENSIONS = 384;

    private static final int CHUNKS_OF_A_DOCUMENT = 10;
    private static final int WORDS_OF_A_CHUNK = 170;
    private static final int TOPICS = 1_000;
    /** Documents written in one transaction, as a pass over many small ones does. */
    private static final int TOGETHER = 100;
    /** How far a vector strays from what it lies around, as a length; its own is 1. */
    private static final double CHUNK_SPREAD = 0.9;

    private static final double QUESTION_SPREAD = 0.7;

    private final Words words = new Words();
    private final Random random;
    private final float[][] topics = new float[TOPICS][];
    private final List<float[]> vectors = new ArrayList<>();

    Corpus(long seed) {
        this.random = new Random(seed);
        for (int i = 0; i < TOPICS; i++) {
            topics[i] = around(new float[DIMENSIONS], 1);
        }
    }

    /** What a person asks, as words and as the model would read it. */
    record Question(String text, float[] vector) {}

    /** All vectors that were written, in the order of their rows. */
    List<float[]> vectors() {
        return vectors;
    }

    /** Writes documents until the store has so many chunks. */
    void growTo(int chunks, Database database) {
        DocumentWriter writer = new DocumentWriter(database, new EmbeddedStore(database), "bench", Clock.systemUTC());
        while (vectors.size() < chunks) {
            database.writing(handle -> {
                for (int i = 0; i < TOGETHER && vectors.size() < chunks; i++) {
                    writer.store(document(vectors.size() / CHUNKS_OF_A_DOCUMENT));
                }
            });
        }
    }

    private EmbeddedDocument document(int number) {
        DocumentKey key = new DocumentKey("docs", "folder-" + number / 100 + "/document-" + number + ".md");
        ChunkIds ids = new ChunkIds(key);
        float[] topic = topics[random.nextInt(TOPICS)];
        List<Chunk> chunks = new ArrayList<>();
        Map<String, float[]> embedded = new HashMap<>();
        for (int i = 0; i < CHUNKS_OF_A_DOCUMENT; i++) {
            String heading = words.some(3, random);
            String text = words.some(WORDS_OF_A_CHUNK, random);
            String checksum = checksum(Chunk.embeddedText(heading, text));
            chunks.add(new Chunk(ids.next(checksum), i, checksum, heading, text, 0, i * 1_000, WORDS_OF_A_CHUNK));
            float[] vector = around(topic, CHUNK_SPREAD);
            vectors.add(vector);
            embedded.put(checksum, vector);
        }
        return new EmbeddedDocument(version(key, number), chunks, embedded, chunks.size());
    }

    private DocumentVersion version(DocumentKey key, int number) {
        TreeMap<String, String> metadata = new TreeMap<>(Map.of("team", "team-" + number % 7, "language", "en"));
        String title = words.some(4, random);
        String url = "https://example.org/" + key.document();
        String checksum = checksum(key.document());
        return new DocumentVersion(key, "f", checksum, "r", key.document(), title, url, null, metadata);
    }

    private static String checksum(String text) {
        return Content.sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A question of three to nine words, near to some chunk. */
    Question question() {
        float[] near = vectors.get(random.nextInt(vectors.size()));
        return new Question(words.some(3 + random.nextInt(7), random), around(near, QUESTION_SPREAD));
    }

    private float[] around(float[] centre, double spread) {
        double[] sum = new double[DIMENSIONS];
        double square = 0;
        for (int i = 0; i < DIMENSIONS; i++) {
            sum[i] = centre[i] + random.nextGaussian() * spread / Math.sqrt(DIMENSIONS);
            square += sum[i] * sum[i];
        }
        float[] vector = new float[DIMENSIONS];
        for (int i = 0; i < DIMENSIONS; i++) {
            vector[i] = (float) (sum[i] / Math.sqrt(square));
        }
        return vector;
    }
}
