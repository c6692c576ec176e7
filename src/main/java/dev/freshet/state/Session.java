package dev.freshet.state;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

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

    /**
     * Runs in a transaction. The driver notes a transaction before it asks SQLite to begin one: where that is refused, because
     * another program writes, all that came later would run without any.
     */
    <T extends @Nullable Object> T inTransaction(Function<Handle, T> work) {
        try {
            return handle.inTransaction(work::apply);
        } catch (RuntimeException | Error e) {
            if (isOpen(e) && handle.isInTransaction()) {
                forgetTransaction(e);
            }
            throw e;
        }
    }

    /** What was lost on the way is in no transaction. */
    private boolean isOpen(Throwable failure) {
        try {
            return !handle.getConnection().isClosed();
        } catch (SQLException unknown) {
            failure.addSuppressed(unknown);
            return false;
        }
    }

    private void forgetTransaction(Throwable failure) {
        Connection connection = handle.getConnection();
        try (Statement undo = connection.createStatement()) {
            undo.execute("ROLLBACK");
        } catch (SQLException noneWasBegun) {
            failure.addSuppressed(noneWasBegun);
        }
        try {
            connection.setAutoCommit(true);
        } catch (SQLException nothingToCommit) {
            failure.addSuppressed(nothingToCommit);
        }
    }

    void close() throws SQLException {
        sql.close();
        handle.close();
    }
}
