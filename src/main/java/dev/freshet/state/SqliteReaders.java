package dev.freshet.state;

import java.sql.SQLException;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Connections that read, as many as are needed at once. Safe for many threads. */
final class SqliteReaders {

    /** Connections that wait for work; each has two files open and pages in memory. A rush opens more, and closes them. */
    private static final int MOST_IDLE = 8;

    private final Jdbi files;
    private final BlockingDeque<Session> idle = new LinkedBlockingDeque<>(MOST_IDLE);

    SqliteReaders(DataSource file) {
        this.files = Jdbi.create(file);
    }

    /** A new connection, to be closed by the caller. */
    Handle open() {
        Handle reader = files.open();
        reader.execute("PRAGMA query_only = true");
        return reader;
    }

    <T extends @Nullable Object> T lend(Function<Session, T> work) throws SQLException {
        Session waiting = idle.pollFirst();
        Session reader = waiting == null ? new Session(open()) : waiting;
        try {
            return work.apply(reader);
        } finally {
            if (!idle.offerFirst(reader)) {
                reader.close();
            }
        }
    }

    /** Closes those that nobody has. */
    void close() throws SQLException {
        for (Session reader; (reader = idle.pollFirst()) != null; ) {
            reader.close();
        }
    }
}
