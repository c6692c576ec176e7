package dev.freshet.store.pgvector;

import dev.freshet.document.Chunk;
import dev.freshet.document.DocumentKey;
import dev.freshet.document.DocumentVersion;
import dev.freshet.document.Vectors;
import dev.freshet.store.MetadataJson;
import dev.freshet.store.StoreCounts;
import dev.freshet.store.StoredChunk;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** Writes and reads the rows of the table, in the transaction of a handle. */
final class Rows {

    /** Rows whose text is in memory at once. */
    private static final int BATCH = 500;

    private static final String UPSERT = """
            INSERT INTO %s (embedding_id, embedding, source, document, heading, text, ordinal, page, position, title, url,
              metadata)
            VALUES (:id, CAST(:vector AS vector), :source, :document, :heading, :text, :ordinal, :page, :position, :title,
              :url, CAST(:metadata AS jsonb))
            ON CONFLICT (embedding_id) DO UPDATE SET embedding = excluded.embedding, source = excluded.source,
              document = excluded.document, heading = excluded.heading, text = excluded.text,
              ordinal = excluded.ordinal, page = excluded.page, position = excluded.position, title = excluded.title,
              url = excluded.url, metadata = excluded.metadata""";

    /** A row that says so already isn't written again: its index entries would be, too. */
    private static final String DESCRIBE = """
            UPDATE %s SET ordinal = :ordinal, page = :page, position = :position, title = :title, url = :url,
              metadata = CAST(:metadata AS jsonb)
            WHERE embedding_id = :id AND (ordinal, page, position, title, url, metadata) IS DISTINCT FROM
              (:ordinal, :page, :position, CAST(:title AS text), CAST(:url AS text), CAST(:metadata AS jsonb))""";

    /** An id is made of source and document: a row that bears it is ours, even if others changed what it says of them. */
    private static final String REMOVE = "DELETE FROM %s WHERE embedding_id = ANY(:ids)";

    private static final String HELD = "SELECT count(*) FROM %s WHERE embedding_id = ANY(:ids) AND source = :source";

    private static final String COUNT = "SELECT count(*) FROM %s WHERE source = :source";

    /** A document is counted by its first chunk: both numbers are in an index. */
    private static final String COUNTS = """
            SELECT source, count(*) FILTER (WHERE ordinal = 0) AS documents, count(*) AS chunks FROM %s
            WHERE source <> '' GROUP BY source""";

    private static final String PAGE = """
            SELECT embedding_id, source, document, ordinal, title, url, heading, page, position, metadata, text, embedding
            FROM %s WHERE embedding_id > :after ORDER BY embedding_id LIMIT :limit""";

    private static final String FIRST_PAGE = PAGE.replace("WHERE embedding_id > :after ", "");

    private static final String BY_IDS = PAGE.substring(0, PAGE.indexOf("WHERE")) + "WHERE embedding_id = ANY(:ids)";

    private final String table;

    Rows(String table) {
        this.table = table;
    }

    void upsert(Handle handle, DocumentVersion version, List<Chunk> chunks, Map<String, float[]> vectors) {
        for (int i = 0; i < chunks.size(); i += BATCH) {
            upsertTogether(handle, version, chunks.subList(i, Math.min(i + BATCH, chunks.size())), vectors);
        }
    }

    private void upsertTogether(
            Handle handle, DocumentVersion version, List<Chunk> chunks, Map<String, float[]> vectors) {
        String metadata = metadata(version);
        PreparedBatch batch = handle.prepareBatch(UPSERT.formatted(table));
        for (Chunk chunk : chunks) {
            about(batch, version, metadata, chunk);
            batch.bind("vector", VectorText.of(Vectors.of(chunk, vectors)))
                    .bind("source", Letters.stored(version.key().source()))
                    .bind("document", Letters.stored(version.key().document()))
                    .bind("heading", Letters.stored(chunk.heading()))
                    .bind("text", Letters.stored(chunk.text()))
                    .add();
        }
        batch.execute();
    }

    void describe(Handle handle, DocumentVersion version, List<Chunk> chunks) {
        String metadata = metadata(version);
        PreparedBatch batch = handle.prepareBatch(DESCRIBE.formatted(table));
        for (Chunk chunk : chunks) {
            about(batch, version, metadata, chunk);
            batch.add();
        }
        batch.execute();
    }

    private static void about(SqlStatement<?> statement, DocumentVersion version, String metadata, Chunk chunk) {
        statement
                .bind("id", chunk.id())
                .bind("ordinal", chunk.ordinal())
                .bind("page", chunk.page())
                .bind("position", chunk.position())
                .bind("title", storedOrNull(version.title()))
                .bind("url", storedOrNull(version.url()))
                .bind("metadata", metadata);
    }

    private static String metadata(DocumentVersion version) {
        TreeMap<String, String> stored = new TreeMap<>();
        version.metadata().forEach((name, value) -> stored.put(Letters.stored(name), Letters.stored(value)));
        return MetadataJson.of(stored);
    }

    private static @Nullable String storedOrNull(@Nullable String text) {
        return text == null ? null : Letters.stored(text);
    }

    static @Nullable String shownOrNull(@Nullable String text) {
        return text == null ? null : Letters.shown(text);
    }

    void remove(Handle handle, Collection<UUID> chunkIds) {
        handle.createUpdate(REMOVE.formatted(table))
                .bindArray("ids", UUID.class, chunkIds)
                .execute();
    }

    long held(Handle handle, String source, Collection<UUID> chunkIds) {
        return handle.createQuery(HELD.formatted(table))
                .bindArray("ids", UUID.class, chunkIds)
                .bind("source", Letters.stored(source))
                .mapTo(long.class)
                .one();
    }

    long count(Handle handle, String source) {
        return handle.createQuery(COUNT.formatted(table))
                .bind("source", Letters.stored(source))
                .mapTo(long.class)
                .one();
    }

    StoreCounts counts(Handle handle) {
        TreeMap<String, StoreCounts.OfSource> bySource = new TreeMap<>();
        handle.createQuery(COUNTS.formatted(table))
                .map((row, context) -> bySource.put(
                        Letters.shown(row.getString("source")),
                        new StoreCounts.OfSource(row.getLong("documents"), row.getLong("chunks"))))
                .list();
        return StoreCounts.of(bySource);
    }

    List<StoredChunk> page(Handle handle, String after, int limit) {
        var query = after.isEmpty()
                ? handle.createQuery(FIRST_PAGE.formatted(table))
                : handle.createQuery(PAGE.formatted(table)).bind("after", UUID.fromString(after));
        return query.bind("limit", limit).map((row, context) -> chunk(row)).list();
    }

    List<StoredChunk> chunks(Handle handle, Collection<UUID> chunkIds) {
        return handle.createQuery(BY_IDS.formatted(table))
                .bindArray("ids", UUID.class, chunkIds)
                .map((row, context) -> chunk(row))
                .list();
    }

    private static StoredChunk chunk(ResultSet row) throws SQLException {
        return new StoredChunk(
                row.getString("embedding_id"),
                key(row),
                row.getInt("ordinal"),
                shownOrNull(row.getString("title")),
                shownOrNull(row.getString("url")),
                Letters.shown(row.getString("heading")),
                row.getInt("page"),
                row.getInt("position"),
                metadata(row),
                Letters.shown(row.getString("text")),
                VectorText.parse(row.getString("embedding")));
    }

    static Map<String, String> metadata(ResultSet row) throws SQLException {
        Map<String, String> metadata = new TreeMap<>();
        MetadataJson.toMapOrNone(row.getString("metadata"))
                .forEach((name, value) -> metadata.put(Letters.shown(name), Letters.shown(value)));
        return metadata;
    }

    static DocumentKey key(ResultSet row) throws SQLException {
        return new DocumentKey(Letters.shown(row.getString("source")), Letters.shown(row.getString("document")));
    }
}
