package dev.freshet.state;

import java.sql.SQLException;
import org.jdbi.v3.core.Handle;

/**
 * A connection, for queries of two kinds.
 *
 * @param handle for those that should be easy to read
 * @param sql for those that are made often
 */
record Session(Handle handle, Sql sql) {

    Session(Handle handle) {
        this(handle, new Sql(handle.getConnection()));
    }

    void close() throws SQLException {
        sql.close();
        handle.close();
    }
}
