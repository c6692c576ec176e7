package dev.freshet.store;

import dev.freshet.document.Chunk;
import dev.freshet.document.DocumentKey;
import dev.freshet.document.EmbeddedDocument;
import dev.freshet.state.ChunksInDoubt;
import dev.freshet.state.Database;
import dev.freshet.state.Documents;
import dev.freshet.state.Embeddings;
import dev.freshet.state.Intents;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
    private final ChunksInDoubt doubts;
    private final Embeddings embeddings;
    private final String model;
    private final Clock clock;
    private final WriteOrder order;
    private final DocumentRemoval removal;
    private final ServedSet served;

    /**
     * Makes a writer.
     *
     * @param state what is known of the documents
     * @param model name under which vectors are remembered
     */
    public DocumentWriter(Database state, VectorStore store, String model, Clock clock) {
        this.store = store;
        this.documents = new Documents(state);
        this.intents = new Intents(state);
        this.doubts = new ChunksInDoubt(state);
        this.embeddings = new Embeddings(state);
        this.model = model;
        this.clock = clock;
        this.order = new WriteOrder(state, store);
        this.removal = new DocumentRemoval(state, store);
        this.served = new ServedSet(state);
    }

    /** Makes the store hold exactly the chunks of this document. */
    public EmbeddedDocument store(EmbeddedDocument document) {
        Difference difference = difference(document);
        order.run(() -> note(document, difference), () -> difference.writeTo(store), () -> commit(document));
        return document;
    }

    /** Whether a write that was cut short may have left something of a document in the store. */
    public boolean isInDoubt(DocumentKey key) {
        return !doubts.of(key).isEmpty();
    }

    /** Removes documents from store and state, together. */
    public void forget(List<DocumentKey> keys) {
        removal.remove(keys);
    }

    private Difference difference(EmbeddedDocument document) {
        DocumentKey key = document.version().key();
        Set<UUID> held = documents.chunks(key).keySet();
        Set<UUID> stale = new HashSet<>(held);
        stale.addAll(doubts.of(key));
        List<Chunk> fresh = new ArrayList<>();
        List<Chunk> kept = new ArrayList<>();
        for (Chunk chunk : document.chunks()) {
            stale.remove(chunk.id());
            boolean hasVector = document.vectors().containsKey(chunk.checksum());
            (hasVector || !held.contains(chunk.id()) ? fresh : kept).add(chunk);
        }
        return new Difference(document, fresh, kept, stale);
    }

    /** The vectors are remembered at once: what a crash leaves undone costs no embedding again. */
    private void note(EmbeddedDocument document, Difference difference) {
        doubts.note(document.version().key(), difference.touched());
        embeddings.remember(model, document.vectors(), clock.instant());
    }

    private void commit(EmbeddedDocument document) {
        DocumentKey key = document.version().key();
        documents.indexed(document.version(), document.chunks(), clock.instant());
        EmbeddedDocument other = document.served();
        if (other != null) {
            served.replace(other);
        }
        embeddings.remember(model, document.vectors(), clock.instant());
        doubts.clear(key);
        intents.clear(key);
    }

    /**
     * What the store lacks, what is to be described anew, and what is to go.
     *
     * @param stale ids that the state knows, or has in doubt, and the document no longer has
     */
    private record Difference(EmbeddedDocument document, List<Chunk> fresh, List<Chunk> kept, Set<UUID> stale) {

        void writeTo(VectorStore store) {
            store.upsert(document.version(), fresh, document.vectors());
            store.describe(document.version(), kept);
            store.remove(document.version().key(), stale);
        }

        Set<UUID> touched() {
            Set<UUID> ids = new HashSet<>(stale);
            fresh.forEach(chunk -> ids.add(chunk.id()));
            return ids;
        }
    }
}
