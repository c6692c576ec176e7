package dev.freshet.state;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteDataSource;

/**
 * One SQLite file in WAL mode: one connection that writes, one transaction at a time, and as many readers as needed, who
 * see the last commit and never wait. Safe for many threads.
 *
 * <p>A write inside a write joins the outer transaction. {@code synchronous=NORMAL}: a killed process loses nothing; a
 * power cut may lose the last commits as a whole, which the next pass makes again.
 */
public final class Database implements AutoCloseable {

    /** Number of the newest migration below {@code state/} in the resources. */
    static final int SCHEMA_VERSION = 5;

    private final Readers readers;
    private final SQLiteDataSource readOnlySource;
    private final Session writer;
    private final ReentrantLock writing = new ReentrantLock();
    private final SharedTransactions shared = new SharedTransactions(work -> writing(handle -> work.run()));

    @SuppressWarnings("ThreadLocalUsage") // one for each database
    private final ThreadLocal<@Nullable Session> moment = new ThreadLocal<>();

    private Database(Path file) {
        this.readers = new Readers(Connections.reading(file));
        this.readOnlySource = Connections.reading(file);
        this.readOnlySource.setReadOnly(true);
        this.writer = new Session(Connections.writer(file));
    }

    /**
     * Opens the file, makes it where it is missing, and brings its schema up to date.
     *
     * @throws DatabaseException if it can't be opened
     */
    public static Database open(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            PrivateFolder.make(folder);
        }
        Form.refuseNewer(file, SCHEMA_VERSION);
        try {
            Database database = new Database(file);
            if (database.schemaVersion() != SCHEMA_VERSION) {
                database.migrate(Connections.writing(file));
            }
            return database;
        } catch (FlywayException | JdbiException e) {
            throw DatabaseException.of(file, e);
        }
    }

    private int schemaVersion() {
        return writer.handle()
                .createQuery("PRAGMA user_version")
                .mapTo(int.class)
                .one();
    }

    /** Flyway brings the schema up to date; the number in the file's header saves asking it at every start. */
    private void migrate(SQLiteDataSource source) {
        Flyway.configure(Database.class.getClassLoader())
                .dataSource(source)
                .locations("classpath:state")
                .load()
                .migrate();
        writer.handle().execute("PRAGMA user_version = " + SCHEMA_VERSION);
    }

    /** Runs in a transaction: all of it or, after an exception, nothing. Inside another write it joins that one. */
    public <T extends @Nullable Object> T write(Function<Handle, T> work) {
        if (writing.isHeldByCurrentThread()) {
            return work.apply(writer.handle());
        }
        writing.lock();
        try {
            return writer.inTransaction(work);
        } finally {
            writing.unlock();
        }
    }

    /**
     * Runs in a transaction that others may share who write at the same time, and returns when it is committed. After an
     * exception all of the work is undone, and nothing of the others'. It may be run twice: the first run was undone then.
     */
    public void writingTogether(Runnable work) {
        if (writing.isHeldByCurrentThread()) {
            work.run();
        } else {
            shared.run(work);
        }
    }

    /** Changes rows in a transaction, as {@link #write} does. */
    public void change(Sql.Change work) {
        writing(handle -> {
            try {
                work.on(writer.sql());
            } catch (SQLException e) {
                throw failed("written", e);
            }
        });
    }

    private static IllegalStateException failed(String done, SQLException failure) {
        return new IllegalStateException("The state could not be " + done + ": " + failure.getMessage(), failure);
    }

    /** {@link #write} for work without a result. */
    public void writing(Consumer<Handle> work) {
        this.<@Nullable Void>write(handle -> {
            work.accept(handle);
            return null;
        });
    }

    /** Runs on a read-only connection, which sees the last commit; inside a write, on the writer, which sees its own. */
    public <T extends @Nullable Object> T read(Function<Handle, T> work) {
        return reading(session -> work.apply(session.handle()));
    }

    /** Looks up rows, as {@link #read} does. */
    public <T extends @Nullable Object> T look(Sql.Work<T> work) {
        return reading(session -> {
            try {
                return work.on(session.sql());
            } catch (SQLException e) {
                throw failed("read", e);
            }
        });
    }

    private <T extends @Nullable Object> T reading(Function<Session, T> work) {
        if (writing.isHeldByCurrentThread()) {
            return work.apply(writer);
        }
        Session fixed = moment.get();
        if (fixed != null) {
            return work.apply(fixed);
        }
        try {
            return readers.lend(work);
        } catch (SQLException e) {
            throw failed("read", e);
        }
    }

    /** Runs reads that see one commit, all of them and those they call, however long they take. */
    public <T extends @Nullable Object> T atOneMoment(Supplier<T> reads) {
        if (writing.isHeldByCurrentThread() || moment.get() != null) {
            return reads.get();
        }
        try (Handle reader = openReader()) {
            return reader.inTransaction(transaction -> {
                Session session = new Session(transaction);
                moment.set(session);
                try {
                    return reads.get();
                } finally {
                    session.sql().close();
                }
            });
        } catch (SQLException e) {
            throw failed("read", e);
        } finally {
            moment.remove();
        }
    }

    /** Size of the file, without what its log holds. */
    public long bytes() {
        return read(handle -> handle.createQuery(
                        "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
                .mapTo(long.class)
                .one());
    }

    /** Connections that can only look, for queries in routes. */
    public DataSource readOnly() {
        return readOnlySource;
    }

    /** A new read-only connection, to be closed by the caller. */
    Handle openReader() {
        return readers.open();
    }

    /**
     * Gives back the space of the log of writes, as far as readers let it, and what is free inside the file where that is
     * much of it, and refreshes what queries are planned by. Others may write in between.
     */
    public void tidy() {
        tidying(Compaction::learn);
        for (boolean more = tidying(Compaction::isWorthIt); more; ) {
            more = tidying(Compaction::step);
        }
        tidying(Compaction::emptyLog);
    }

    private <T> T tidying(Function<Handle, T> step) {
        writing.lock();
        try {
            return step.apply(writer.handle());
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void close() {
        writing.lock();
        try {
            readers.close();
            writer.handle().getConnection().createStatement().execute("PRAGMA optimize");
            writer.close();
        } catch (SQLException e) {
            throw new IllegalStateException("The state could not be closed: " + e.getMessage(), e);
        } finally {
            writing.unlock();
        }
    }
}
