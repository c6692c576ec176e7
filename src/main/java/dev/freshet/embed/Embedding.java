package dev.freshet.embed;

import dev.freshet.document.Chunk;
import dev.freshet.document.ChunkedDocument;
import dev.freshet.document.DocumentVersion;
import dev.freshet.document.EmbeddedDocument;
import dev.freshet.state.Documents;
import dev.freshet.state.Embeddings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Gives the new chunks of a document their vectors, and asks the model only for texts it has never seen. */
public final class Embedding {

    private final Embedder embedder;
    private final Documents documents;
    private final Embeddings known;

    public Embedding(Embedder embedder, Documents documents, Embeddings known) {
        this.embedder = embedder;
        this.documents = documents;
        this.known = known;
    }

    /**
     * Embeds what is new.
     *
     * @param anew whether all chunks are embedded again, whatever is known of them
     */
    public EmbeddedDocument embed(ChunkedDocument document, boolean anew) {
        Map<String, String> wanted = wanted(document, anew);
        Map<String, float[]> vectors = anew ? new HashMap<>() : known.find(embedder.model(), wanted.keySet());
        wanted.keySet().removeAll(vectors.keySet());
        Embedder model = anew ? embedder.anew() : embedder;
        List<float[]> made = model.embed(new ArrayList<>(wanted.values()));
        int next = 0;
        for (String checksum : wanted.keySet()) {
            vectors.put(checksum, checked(made.get(next++)));
        }
        return new EmbeddedDocument(document.version(), document.chunks(), vectors, wanted.size());
    }

    /** Counts the texts that {@link #embed} would give to the model, by checksum with their tokens. Embeds nothing. */
    public Map<String, Integer> estimate(ChunkedDocument document, boolean anew) {
        Set<String> wanted = wanted(document, anew).keySet();
        if (!anew) {
            wanted.removeAll(known.find(embedder.model(), Set.copyOf(wanted)).keySet());
        }
        Map<String, Integer> tokens = new HashMap<>();
        for (Chunk chunk : document.chunks()) {
            if (wanted.contains(chunk.checksum())) {
                tokens.put(chunk.checksum(), chunk.tokens());
            }
        }
        return tokens;
    }

    /** How many requests to another machine the texts of a document take, by the tokens of each; 0 = the model is on this one. */
    public int requests(Collection<Integer> tokens) {
        return embedder.requests(List.copyOf(tokens));
    }

    /**
     * Texts by checksum, of the chunks that the store doesn't hold. What it holds counts only where it was made with the
     * same recipe, and so by the same model: a chunk's id says nothing about the model.
     */
    private Map<String, String> wanted(ChunkedDocument document, boolean anew) {
        DocumentVersion version = document.version();
        boolean sameRecipe = !anew
                && documents
                        .find(version.key())
                        .map(row -> row.isIndexedWith(version.recipe()))
                        .orElse(false);
        var held = sameRecipe ? documents.chunks(version.key()).keySet() : Set.of();
        Map<String, String> wanted = new LinkedHashMap<>();
        for (Chunk chunk : document.chunks()) {
            if (!held.contains(chunk.id())) {
                wanted.put(chunk.checksum(), chunk.embeddedText());
            }
        }
        return wanted;
    }

    private float[] checked(float[] vector) {
        if (vector.length != embedder.dimensions()) {
            throw new IllegalStateException("The model " + embedder.model() + " gave a vector of " + vector.length
                    + " numbers instead of " + embedder.dimensions());
        }
        for (float number : vector) {
            if (!Float.isFinite(number)) {
                throw new IllegalStateException(
                        "The model " + embedder.model() + " gave a vector with a number that is not finite");
            }
        }
        return vector;
    }
}
