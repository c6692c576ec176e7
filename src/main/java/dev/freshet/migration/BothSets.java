package dev.freshet.migration;

import dev.freshet.chunk.ChunkOptions;
import dev.freshet.chunk.Chunker;
import dev.freshet.document.Chunk;
import dev.freshet.document.ChunkedDocument;
import dev.freshet.document.DocumentVersion;
import dev.freshet.document.EmbeddedDocument;
import dev.freshet.document.ExtractedDocument;
import dev.freshet.embed.Embedding;
import dev.freshet.state.Documents;
import dev.freshet.state.Embeddings;
import dev.freshet.state.VectorSet;
import dev.freshet.state.VectorSets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Beans {@code chunker} and {@code embedding}. During a migration they also cut and embed for the set that answers searches
 * what isn't in it as it is now: documents that changed or came meanwhile.
 */
public final class BothSets {

    private final Chunker chunker;
    private final Embedding embedding;
    private final Documents documents;
    private final Embeddings known;
    private final VectorSets sets;
    private final ServedModel model;

    public BothSets(
            Chunker chunker,
            Embedding embedding,
            Documents documents,
            Embeddings known,
            VectorSets sets,
            ServedModel model) {
        this.chunker = chunker;
        this.embedding = embedding;
        this.documents = documents;
        this.known = known;
        this.sets = sets;
        this.model = model;
    }

    /** Cuts a document. */
    public ChunkedDocument chunk(ExtractedDocument document) {
        ChunkedDocument made = chunker.chunk(document);
        return served().filter(set -> isNews(document.version()))
                .map(set -> new ChunkedDocument(made.version(), made.chunks(), cutFor(set, document)))
                .orElse(made);
    }

    /** The set that answers, where it isn't the one that is written. */
    private Optional<VectorSet> served() {
        return sets.next().isEmpty() ? Optional.empty() : sets.serving();
    }

    /** The set that answers has what was read last: each change lands in both. */
    private boolean isNews(DocumentVersion version) {
        return documents
                .find(version.key())
                .map(row -> !version.checksum().equals(row.checksum()))
                .orElse(true);
    }

    private ChunkedDocument cutFor(VectorSet set, ExtractedDocument document) {
        ChunkOptions options = new ChunkOptions(set.chunkSize(), set.chunkOverlap());
        return new Chunker(model.measuring(set).tokenizer(), options).chunk(document);
    }

    /**
     * Gives a document its vectors.
     *
     * @param anew whether all chunks are embedded again, whatever is known of them
     */
    public EmbeddedDocument embed(ChunkedDocument document, boolean anew) {
        EmbeddedDocument made = embedding.embed(document, anew);
        ChunkedDocument cut = document.served();
        return cut == null
                ? made
                : served().map(set -> new EmbeddedDocument(
                                made.version(), made.chunks(), made.vectors(), made.embedded(), embed(cut, set, made)))
                        .orElse(made);
    }

    private EmbeddedDocument embed(ChunkedDocument cut, VectorSet set, EmbeddedDocument made) {
        Map<String, String> wanted = new LinkedHashMap<>();
        for (Chunk chunk : cut.chunks()) {
            wanted.put(chunk.checksum(), chunk.embeddedText());
        }
        Map<String, float[]> vectors = new HashMap<>(known.find(set.model(), wanted.keySet()));
        if (model.isCurrent(set)) {
            vectors.putAll(made.vectors());
        }
        wanted.keySet().removeAll(vectors.keySet());
        List<float[]> others = wanted.isEmpty() ? List.of() : model.vectors(set, new ArrayList<>(wanted.values()));
        int next = 0;
        for (String checksum : wanted.keySet()) {
            vectors.put(checksum, others.get(next++));
        }
        return new EmbeddedDocument(cut.version(), cut.chunks(), vectors, 0);
    }
}
