package dev.freshet.copy;

import dev.freshet.document.Chunk;
import dev.freshet.document.DocumentVersion;
import dev.freshet.document.EmbeddedDocument;
import dev.freshet.state.Sources;
import dev.freshet.state.Sources.SourceFigures;
import dev.freshet.store.DocumentWriter;
import dev.freshet.store.StoredChunk;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;

/**
 * Copies documents with their vectors from one store to another, and what is known of them from one state to the other.
 * Nothing is read from a source and nothing embedded. It may be cut short at any place: the next copy goes on with the
 * documents that the other store lacks. No pass may run over either.
 */
public final class StoreCopy {

    private static final int PAGE = 500;

    private final StoreSide from;
    private final StoreSide to;
    private final DocumentWriter writer;
    private final UnaryOperator<String> recipeOf;
    private final int threads;

    /**
     * @param writer writes to the other store and state
     * @param recipeOf the recipe in force, by source
     * @param threads documents that are copied at the same time
     */
    public StoreCopy(StoreSide from, StoreSide to, DocumentWriter writer, UnaryOperator<String> recipeOf, int threads) {
        this.from = from;
        this.to = to;
        this.writer = writer;
        this.recipeOf = recipeOf;
        this.threads = threads;
    }

    private enum Kind {
        COPIED,
        THERE,
        LEFT
    }

    private record Done(Kind kind, int chunks) {}

    /** Copies the documents of a source. */
    public Copied copy(SourceFigures source) throws InterruptedException, ExecutionException {
        boolean isNew = to.sources().cursor(source.id()).listedAll() == null;
        to.sources().register(source.id(), source.kind());
        List<Done> done = new ArrayList<>();
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try {
            String after = "";
            for (List<DocumentVersion> page = page(source, after); !page.isEmpty(); page = page(source, after)) {
                List<Callable<Done>> work = new ArrayList<>();
                page.forEach(version -> work.add(() -> copy(version)));
                for (Future<Done> one : workers.invokeAll(work)) {
                    done.add(one.get());
                }
                after = page.get(page.size() - 1).key().document();
            }
        } finally {
            workers.shutdownNow();
        }
        Copied copied = new Copied(
                source.id(),
                count(done, Kind.COPIED),
                done.stream().mapToLong(Done::chunks).sum(),
                count(done, Kind.THERE),
                count(done, Kind.LEFT));
        if (isNew && copied.left() == 0) {
            copyCursor(source);
        }
        return copied;
    }

    private List<DocumentVersion> page(SourceFigures source, String after) {
        return from.versions().page(source.id(), after, PAGE);
    }

    private static long count(List<Done> done, Kind kind) {
        return done.stream().filter(one -> one.kind() == kind).count();
    }

    /** The other store goes on from where this one was. With a document left out, it looks at everything first. */
    private void copyCursor(SourceFigures source) {
        Sources.Cursor cursor = from.sources().cursor(source.id());
        to.sources().advance(source.id(), cursor.position());
        Instant listed = cursor.listedAll();
        if (listed != null) {
            to.sources().listedAll(source.id(), listed);
        }
    }

    private Done copy(DocumentVersion version) {
        if (to.documents().find(version.key()).isPresent()) {
            return new Done(Kind.THERE, 0);
        }
        Map<UUID, String> stated = from.documents().chunks(version.key());
        List<StoredChunk> stored = from.store().chunks(stated.keySet());
        boolean isWhole = stored.size() == stated.size()
                && stored.stream().allMatch(chunk -> chunk.checksum().equals(stated.get(UUID.fromString(chunk.id()))));
        if (!isWhole || !version.recipe().equals(recipeOf.apply(version.key().source()))) {
            return new Done(Kind.LEFT, 0);
        }
        writer.store(document(version, stored));
        return new Done(Kind.COPIED, stored.size());
    }

    private static EmbeddedDocument document(DocumentVersion version, List<StoredChunk> stored) {
        List<Chunk> chunks = new ArrayList<>();
        Map<String, float[]> vectors = new HashMap<>();
        for (StoredChunk chunk : stored) {
            chunks.add(chunk(chunk));
            vectors.put(chunk.checksum(), chunk.vector());
        }
        return new EmbeddedDocument(described(version, stored), chunks, vectors, 0);
    }

    private static DocumentVersion described(DocumentVersion version, List<StoredChunk> stored) {
        return stored.isEmpty()
                ? version
                : version.describedBy(null, new TreeMap<>(stored.get(0).metadata()));
    }

    /** Its tokens were counted for the model, which reads nothing here. */
    private static Chunk chunk(StoredChunk stored) {
        return new Chunk(
                UUID.fromString(stored.id()),
                stored.ordinal(),
                stored.checksum(),
                stored.heading(),
                stored.text(),
                stored.page(),
                stored.position(),
                0);
    }
}
