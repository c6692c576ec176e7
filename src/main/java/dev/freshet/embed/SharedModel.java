package dev.freshet.embed;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.freshet.document.Content;
import dev.freshet.state.Embeddings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One model for several stores that read the same documents: a text that one of them has embedded, or is embedding, costs
 * the others nothing. Its owner closes the model.
 */
public final class SharedModel extends EmbedderAround {

    private static final Logger LOG = LoggerFactory.getLogger(SharedModel.class);

    private static final Duration KEPT = Duration.ofMinutes(10);

    /** Numbers of all vectors that are kept: 32 MB. */
    private static final long MOST_NUMBERS = 8_000_000;

    private final Embedder embedder;
    private final List<Embeddings> known;
    private final AsyncCache<String, float[]> recent = Caffeine.newBuilder()
            .expireAfterWrite(KEPT)
            .maximumWeight(MOST_NUMBERS)
            .weigher((String text, float[] vector) -> vector.length)
            .buildAsync();

    /**
     * @param known what the stores remember
     */
    public SharedModel(Embedder embedder, List<Embeddings> known) {
        super(embedder);
        this.embedder = embedder;
        this.known = known;
    }

    @Override
    public Embedder anew() {
        return embedder.anew();
    }

    @Override
    public List<float[]> embed(List<String> texts) {
        Map<String, float[]> vectors;
        try {
            vectors = recent.getAll(texts, (missing, executor) -> CompletableFuture.completedFuture(made(missing)))
                    .join();
        } catch (CompletionException e) {
            LOG.debug("What another store asked for at the same time failed, perhaps for a text of its own", e);
            return embedder.embed(texts);
        }
        return texts.stream().map(vectors::get).toList();
    }

    private Map<String, float[]> made(Set<? extends String> missing) {
        Map<String, float[]> vectors = remembered(missing);
        List<String> texts = missing.stream()
                .<String>map(text -> text)
                .filter(text -> !vectors.containsKey(text))
                .toList();
        List<float[]> made = embedder.embed(texts);
        for (int i = 0; i < texts.size(); i++) {
            vectors.put(texts.get(i), made.get(i));
        }
        return vectors;
    }

    private Map<String, float[]> remembered(Set<? extends String> texts) {
        Map<String, String> byChecksum = new HashMap<>();
        texts.forEach(text -> byChecksum.put(Content.sha256(text.getBytes(StandardCharsets.UTF_8)), text));
        Map<String, float[]> found = new HashMap<>();
        for (Embeddings store : known) {
            store.find(embedder.model(), byChecksum.keySet())
                    .forEach((checksum, vector) -> found.put(byChecksum.get(checksum), vector));
        }
        return found;
    }
}
