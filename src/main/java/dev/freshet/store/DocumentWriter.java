package dev.freshet.store;

import dev.freshet.document.Chunk;
import dev.freshet.document.DocumentKey;
import dev.freshet.document.DocumentVersion;
import dev.freshet.document.EmbeddedDocument;
import dev.freshet.state.Documents;
import dev.freshet.state.Embeddings;
import dev.freshet.state.Intents;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Moves store and state together, in this order: upsert new chunks, bring the others up to date, remove stale chunks,
 * commit the state and clear the intent. The old chunks stay searchable until the new ones are in; a crash at any point
 * leaves the intent, and the document is done again.
 */
public final class DocumentWriter {

    private final VectorStore store;
    private final Documents documents;
    private final Intents intents;
    private final Embeddings embeddings;
    private final String model;
    private final Clock clock;

    /**
     * Makes a writer.
     *
     * @param model name under which vectors are remembered
     */
    public DocumentWriter(
            VectorStore store, Documents documents, Intents intents, Embeddings embeddings, String model, Clock clock) {
        this.store = store;
        this.documents = documents;
        this.intents = intents;
        this.embeddings = embeddings;
        this.model = model;
        this.clock = clock;
    }

    /** Makes the store hold exactly the chunks of this document. */
    public EmbeddedDocument store(EmbeddedDocument document) {
        DocumentVersion version = document.version();
        store.atomically(() -> {
            Map<UUID, String> held = documents.chunks(version.key());
            List<Chunk> fresh = new ArrayList<>();
            List<Chunk> kept = new ArrayList<>();
            Map<UUID, String> stale = new HashMap<>(held);
            for (Chunk chunk : document.chunks()) {
                stale.remove(chunk.id());
                boolean hasVector = document.vectors().containsKey(chunk.checksum());
                (hasVector || !held.containsKey(chunk.id()) ? fresh : kept).add(chunk);
            }
            store.upsert(version, fresh, document.vectors());
            store.describe(version, kept);
            store.remove(version.key(), stale.keySet());
            documents.indexed(version, document.chunks(), clock.instant());
            embeddings.remember(model, document.vectors(), clock.instant());
            intents.clear(version.key());
        });
        return document;
    }

    /** Removes a document from store and state. */
    public void forget(DocumentKey key) {
        store.atomically(() -> {
            store.remove(key, documents.chunks(key).keySet());
            documents.remove(key);
            intents.clear(key);
        });
    }
}
