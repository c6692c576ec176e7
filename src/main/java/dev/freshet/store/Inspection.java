package dev.freshet.store;

import dev.freshet.document.DocumentKey;
import dev.freshet.document.Vectors;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the embedded store as it is, row by row, and at what is derived from the rows. */
final class Inspection {

    private static final Logger LOG = LoggerFactory.getLogger(Inspection.class);

    private static final String PAGE = """
            SELECT chunk_id, source, document, ordinal, title, url, heading, page, position, metadata, text, vector
            FROM store_chunks WHERE chunk_id > :after ORDER BY chunk_id LIMIT :limit""";

    private static final String BY_IDS =
            PAGE.substring(0, PAGE.indexOf("WHERE")) + "WHERE chunk_id IN (SELECT value FROM json_each(:ids))";

    /** The plus keeps the index by source out of it, which would be gone through as a whole. */
    private static final String HELD = """
            SELECT count(*) FROM store_chunks
            WHERE chunk_id IN (SELECT value FROM json_each(:ids)) AND +source = :source""";

    private static final String TEXT_MISSING =
            "SELECT count(*) FROM store_chunks WHERE id NOT IN (SELECT id FROM store_text_docsize)";
    private static final String TEXT_TOO_MANY =
            "SELECT count(*) FROM store_text_docsize WHERE id NOT IN (SELECT id FROM store_chunks)";

    private Inspection() {}

    static List<StoredChunk> page(Handle handle, String after, int limit) {
        return handle.createQuery(StoreTables.written(handle).in(PAGE))
                .bind("after", after)
                .bind("limit", limit)
                .map((row, context) -> chunk(row))
                .list();
    }

    static List<StoredChunk> chunks(Handle handle, Collection<UUID> chunkIds) {
        return handle.createQuery(StoreTables.written(handle).in(BY_IDS))
                .bind("ids", list(chunkIds))
                .map((row, context) -> chunk(row))
                .list();
    }

    private static String list(Collection<UUID> ids) {
        return ids.stream().map(id -> "\"" + id + "\"").collect(Collectors.joining(",", "[", "]"));
    }

    static long held(Handle handle, String source, Collection<UUID> chunkIds) {
        return handle.createQuery(StoreTables.written(handle).in(HELD))
                .bind("ids", list(chunkIds))
                .bind("source", source)
                .mapTo(long.class)
                .one();
    }

    private static StoredChunk chunk(ResultSet row) throws SQLException {
        return new StoredChunk(
                row.getString("chunk_id"),
                new DocumentKey(row.getString("source"), row.getString("document")),
                row.getInt("ordinal"),
                row.getString("title"),
                row.getString("url"),
                row.getString("heading"),
                row.getInt("page"),
                row.getInt("position"),
                MetadataJson.toMapOrNone(row.getString("metadata")),
                row.getString("text"),
                Vectors.decode(row.getBytes("vector")));
    }

    /** Compares the rows of the full text, not its words: that would need a lock on the file, see {@link #mend}. */
    static List<String> flaws(Handle handle) {
        StoreTables tables = StoreTables.written(handle);
        List<String> flaws = new ArrayList<>();
        long missing = number(handle, tables.in(TEXT_MISSING));
        long tooMany = number(handle, tables.in(TEXT_TOO_MANY));
        if (missing + tooMany > 0) {
            flaws.add("The full-text index lacks " + missing + " chunks and has " + tooMany
                    + " too many: searches by words are wrong. A repair makes it anew.");
        }
        handle.createQuery("PRAGMA integrity_check(5)").mapTo(String.class).list().stream()
                .filter(line -> !line.equals("ok"))
                .forEach(line -> flaws.add("The database file is damaged: " + line
                        + ". No repair can mend that: put a backup back, or move the file away and run freshet sync."));
        return flaws;
    }

    private static long number(Handle handle, String sql) {
        return handle.createQuery(sql).mapTo(long.class).one();
    }

    /** Makes the full text anew where it disagrees with the chunks, and has readers read everything again. */
    static void mend(Handle handle) {
        StoreTables tables = StoreTables.written(handle);
        try {
            handle.execute(tables.in("INSERT INTO store_text (store_text, rank) VALUES ('integrity-check', 1)"));
        } catch (JdbiException e) {
            LOG.warn("The full-text index disagrees with the chunks and is made anew.", e);
            handle.execute(tables.in("INSERT INTO store_text (store_text) VALUES ('rebuild')"));
        }
        handle.execute(tables.in("UPDATE store_revision SET revision = revision + 1, last_removal = revision + 1"));
    }
}
