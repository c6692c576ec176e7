package dev.freshet.state;

import java.sql.SQLException;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What SQLite and PostgreSQL do each in its own way. All else of the state is one text for both. */
interface Engine extends AutoCloseable {

    /** Number of the newest form of the tables; each kind of database has a migration to it. */
    int FORM = 5;

    /** The connection that writes, for one thread at a time, which doesn't close it. */
    Session writer();

    /** A new connection that can only look, and whose transactions see one moment; the caller closes it. */
    Handle openReader();

    /** Has something looked up on one of the connections that are kept for that. */
    <T extends @Nullable Object> T lend(Function<Session, T> work) throws SQLException;

    /** Connections that can only look, for queries in routes. */
    DataSource readOnly();

    /** Room that the state takes. */
    long bytes(Handle reader);

    /** An expression for the text of a column in UTF-8, as bytes. */
    String utf8(String column);

    /** Does what this kind of database needs now and then. */
    void tidy(Turns turns);

    /** What is to be thrown in place of a failure, so that it says what it means; the same where it says so already. */
    RuntimeException inWords(RuntimeException failure);

    @Override
    void close();

    /** Gives the writer for one step of many: others may write in between. */
    interface Turns {
        <T> T take(Function<Handle, T> step);
    }
}
