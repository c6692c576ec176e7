package dev.freshet.store;

import dev.freshet.state.Sql;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;

/** The tables of the embedded store that hold one set of vectors. */
enum StoreTables {
    /** What searches and other programs read. */
    SERVING(""),
    /** What is made beside it while a migration goes on. */
    NEXT("_next");

    private static final String IS_NEXT = "SELECT count(*) FROM vector_sets WHERE role = 'next'";

    private final String ending;

    StoreTables(String ending) {
        this.ending = ending;
    }

    /** Those that the pipeline writes to, as a transaction sees it. */
    static StoreTables written(Sql sql) throws SQLException {
        Long next = sql.first(IS_NEXT, row -> row.getLong(1));
        return next == null || next == 0 ? SERVING : NEXT;
    }

    static StoreTables written(Handle handle) {
        return handle.createQuery(IS_NEXT).mapTo(long.class).one() == 0 ? SERVING : NEXT;
    }

    /** A query or a change, said for these tables. */
    String in(String sql) {
        return this == SERVING
                ? sql
                : sql.replace("store_chunks", "store_chunks" + ending)
                        .replace("store_text", "store_text" + ending)
                        .replace("store_revision", "store_revision" + ending);
    }
}
