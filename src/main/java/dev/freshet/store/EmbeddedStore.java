package dev.freshet.store;

import dev.freshet.document.Chunk;
import dev.freshet.document.DocumentKey;
import dev.freshet.document.DocumentVersion;
import dev.freshet.state.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/**
 * The store inside Freshet's own database: exact vector search in memory and full text, both over one state of the
 * file. Its writes join the transaction of the state. The caller owns the database and closes it.
 *
 * <p>While a migration is under way, what is written and looked over is the set that is being made; what is searched is the
 * one before it.
 */
public final class EmbeddedStore implements VectorStore {

    private static final String SERVING = "SELECT coalesce((SELECT id FROM vector_sets WHERE role = 'serving'), 0)";

    private static final String COUNT = "SELECT count(*) FROM store_chunks WHERE source = ?";

    private static final String COUNTS =
            "SELECT source, count(DISTINCT document), count(*) FROM store_chunks GROUP BY source";

    private final Database database;
    private volatile VectorIndex index = new VectorIndex();

    public EmbeddedStore(Database database) {
        this.database = database;
    }

    @Override
    public void upsert(DocumentVersion version, List<Chunk> chunks, Map<String, float[]> vectors) {
        writing(rows -> rows.upsert(version, chunks, vectors));
    }

    @Override
    public void describe(DocumentVersion version, List<Chunk> chunks) {
        writing(rows -> rows.describe(version, chunks));
    }

    @Override
    public void remove(DocumentKey document, Collection<UUID> chunkIds) {
        writing(rows -> rows.remove(chunkIds));
    }

    @Override
    public void remove(Map<DocumentKey, ? extends Collection<UUID>> chunkIds) {
        List<UUID> all = chunkIds.values().stream().flatMap(Collection::stream).toList();
        writing(rows -> rows.remove(all));
    }

    @Override
    public boolean isInState() {
        return true;
    }

    @Override
    public List<SearchHit> search(SearchQuery query) {
        return search(Questions.ANY, query).orElseThrow();
    }

    @Override
    public Optional<List<SearchHit>> search(long set, SearchQuery query) {
        return database.read(handle -> handle.isInTransaction()
                // inside a write: what may yet be undone must not reach the shared index
                ? search(handle, set, query, new VectorIndex())
                : handle.inTransaction(transaction -> search(transaction, set, query, index)));
    }

    private static Optional<List<SearchHit>> search(Handle handle, long set, SearchQuery query, VectorIndex index) {
        Connection transaction = handle.getConnection();
        try {
            // the first read: it fixes what the transaction sees
            VectorSnapshot vectors = index.at(transaction, query.vector().length);
            boolean fits = set == Questions.ANY
                    || set == handle.createQuery(SERVING).mapTo(long.class).one();
            return fits ? Optional.of(new HybridSearch(transaction, vectors).answer(query)) : Optional.empty();
        } catch (SQLException e) {
            throw new IllegalStateException("The embedded store could not be searched: " + e.getMessage(), e);
        }
    }

    @Override
    public StoreCounts counts() {
        return database.read(handle -> {
            var bySource = new TreeMap<String, StoreCounts.OfSource>();
            handle.createQuery(COUNTS)
                    .map((row, context) ->
                            bySource.put(row.getString(1), new StoreCounts.OfSource(row.getLong(2), row.getLong(3))))
                    .list();
            return StoreCounts.of(bySource);
        });
    }

    @Override
    public long held(String source, Collection<UUID> chunkIds) {
        return database.read(handle -> Inspection.held(handle, source, chunkIds));
    }

    @Override
    public long count(String source) {
        return database.read(
                handle -> handle.createQuery(StoreTables.written(handle).in(COUNT))
                        .bind(0, source)
                        .mapTo(long.class)
                        .one());
    }

    @Override
    public List<StoredChunk> chunks(Collection<UUID> chunkIds) {
        return database.read(handle -> Inspection.chunks(handle, chunkIds));
    }

    @Override
    public List<StoredChunk> page(String after, int limit) {
        return database.read(handle -> Inspection.page(handle, after, limit));
    }

    @Override
    public <T> T atOneMoment(Supplier<T> reads) {
        return database.atOneMoment(reads);
    }

    @Override
    public List<String> flaws() {
        return database.read(Inspection::flaws);
    }

    /** Whoever changed rows behind our back left the revision as it was, so the vectors in memory count for nothing. */
    @Override
    public void mend() {
        database.writing(Inspection::mend);
        index = new VectorIndex();
    }

    private void writing(RowWork work) {
        database.change(sql -> work.on(new ChunkRows(sql, StoreTables.written(sql))));
    }

    private interface RowWork {
        void on(ChunkRows rows) throws SQLException;
    }
}
