package dev.freshet.store.pgvector;

import dev.freshet.document.Chunk;
import dev.freshet.document.DocumentKey;
import dev.freshet.document.DocumentVersion;
import dev.freshet.document.Vectors;
import dev.freshet.postgres.Connections;
import dev.freshet.postgres.ServerError;
import dev.freshet.store.SearchHit;
import dev.freshet.store.SearchQuery;
import dev.freshet.store.StoreCounts;
import dev.freshet.store.StoredChunk;
import dev.freshet.store.VectorStore;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;
import org.jdbi.v3.core.statement.TemplateEngine;
import org.jspecify.annotations.Nullable;

/**
 * A store in a table of PostgreSQL, with the extension pgvector. Nothing is asked of the server before the first call, and
 * the table is made by the first write. Each call is a transaction of its own.
 */
public final class PgvectorStore implements VectorStore {

    private final Connections connections;
    private final Jdbi jdbi;
    private final Table table;
    private final Indexes indexes;
    private final Rows rows;
    private final Failures failures;
    private final PgvectorOptions options;

    public PgvectorStore(PgvectorOptions options) {
        this.options = options;
        this.connections = new Connections(options.server().source()::getConnection, options.connections());
        this.table = new Table(options);
        this.indexes = new Indexes(options.table());
        this.rows = new Rows(options.table());
        this.failures = new Failures(options);
        this.jdbi = Jdbi.create(connections);
        jdbi.registerArrayType(UUID.class, "uuid");
        jdbi.registerArrayType(String.class, "text");
        // <=> is no placeholder
        jdbi.getConfig(SqlStatements.class).setTemplateEngine(TemplateEngine.NOP);
        // a message would hold the text of documents
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(MessageRendering.NONE);
    }

    @Override
    public void upsert(DocumentVersion version, List<Chunk> chunks, Map<String, float[]> vectors) {
        if (chunks.isEmpty()) {
            return;
        }
        int dimensions = Vectors.of(chunks.get(0), vectors).length;
        if (!table.isKnown(dimensions)) {
            changing(handle -> table.require(handle, dimensions));
            table.made(dimensions);
        }
        changing(handle -> rows.upsert(handle, version, chunks, vectors));
    }

    @Override
    public void describe(DocumentVersion version, List<Chunk> chunks) {
        if (!chunks.isEmpty()) {
            changingRows(handle -> rows.describe(handle, version, chunks));
        }
    }

    @Override
    public void remove(DocumentKey document, Collection<UUID> chunkIds) {
        if (!chunkIds.isEmpty()) {
            changingRows(handle -> rows.remove(handle, chunkIds));
        }
    }

    @Override
    public void remove(Map<DocumentKey, ? extends Collection<UUID>> chunkIds) {
        List<UUID> all = chunkIds.values().stream().flatMap(Collection::stream).toList();
        if (!all.isEmpty()) {
            changingRows(handle -> rows.remove(handle, all));
        }
    }

    @Override
    public List<SearchHit> search(SearchQuery query) {
        int dimensions = query.vector().length;
        return reading(
                handle -> table.isThere(handle, dimensions)
                        ? new Question(options.table(), Indexes.distance(dimensions), handle, query).answer()
                        : List.of(),
                List.of());
    }

    @Override
    public StoreCounts counts() {
        return reading(rows::counts, StoreCounts.of(new TreeMap<>()));
    }

    @Override
    public long count(String source) {
        return reading(handle -> rows.count(handle, source), 0L);
    }

    @Override
    public long held(String source, Collection<UUID> chunkIds) {
        return chunkIds.isEmpty() ? 0 : reading(handle -> rows.held(handle, source, chunkIds), 0L);
    }

    @Override
    public List<StoredChunk> chunks(Collection<UUID> chunkIds) {
        return reading(handle -> rows.chunks(handle, chunkIds), List.of());
    }

    @Override
    public List<StoredChunk> page(String after, int limit) {
        return reading(handle -> rows.page(handle, after, limit), List.of());
    }

    @Override
    public List<String> flaws() {
        return reading(indexes::flaws, List.of());
    }

    @Override
    public void mend() {
        changing(indexes::mend);
    }

    @Override
    public void close() {
        connections.close();
    }

    /** At one moment of the store. */
    private <T> T reading(Function<Handle, T> question, T ofNoTable) {
        return inTransaction("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY; ", question, ofNoTable);
    }

    private void changing(Consumer<Handle> change) {
        inTransaction("", done(change), null);
    }

    /** Where there is no table, there is no row to change. */
    private void changingRows(Consumer<Handle> change) {
        inTransaction("", done(change), true);
    }

    private static Function<Handle, Boolean> done(Consumer<Handle> change) {
        return handle -> {
            change.accept(handle);
            return true;
        };
    }

    /**
     * Does all of a call, or nothing of it. The server ends what takes too long, so that nothing is written after we gave it up.
     *
     * @param ofNoTable the answer before the first write; null = a failure
     */
    private <T> T inTransaction(String begin, Function<Handle, T> work, @Nullable T ofNoTable) {
        try {
            return again(begin, work);
        } catch (RuntimeException e) {
            table.forget();
            ServerError error = ServerError.in(e);
            if (ofNoTable != null && error != null && error.isOfMissingTable()) {
                return ofNoTable;
            }
            throw failures.of(e);
        }
    }

    /** A server that was started anew ended the connections that rested; all of a call may be done again without harm. */
    private <T> T again(String begin, Function<Handle, T> work) {
        try {
            return once(begin, work);
        } catch (RuntimeException e) {
            ServerError error = ServerError.in(e);
            if (error == null || !error.isOfOldConnection()) {
                throw e;
            }
            connections.close();
            return once(begin, work);
        }
    }

    private <T> T once(String begin, Function<Handle, T> work) {
        return jdbi.inTransaction(handle -> {
            handle.execute(
                    begin + "SET LOCAL statement_timeout = " + options.timeout().toMillis());
            return work.apply(handle);
        });
    }
}
