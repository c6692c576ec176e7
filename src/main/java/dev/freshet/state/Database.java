package dev.freshet.state;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
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
    static final int SCHEMA_VERSION = 4;

    private static final int BUSY_TIMEOUT_MS = 30_000;

    private final SQLiteDataSource readSource;
    private final SQLiteDataSource readOnlySource;
    private final Handle writer;
    private final ReentrantLock writing = new ReentrantLock();
    private final BlockingDeque<Handle> idleReaders = new LinkedBlockingDeque<>();

    @SuppressWarnings("ThreadLocalUsage") // one for each database
    private final ThreadLocal<@Nullable Handle> moment = new ThreadLocal<>();

    private Database(Path file) {
        this.readSource = dataSource(file, true);
        this.readOnlySource = dataSource(file, true);
        this.readOnlySource.setReadOnly(true);
        this.writer = Jdbi.create(dataSource(file, false)).open();
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
                database.migrate(dataSource(file, false));
            }
            return database;
        } catch (FlywayException | JdbiException e) {
            throw DatabaseException.of(file, e);
        }
    }

    private int schemaVersion() {
        return writer.createQuery("PRAGMA user_version").mapTo(int.class).one();
    }

    /** Flyway brings the schema up to date; the number in the file's header saves asking it at every start. */
    private void migrate(SQLiteDataSource source) {
        Flyway.configure(Database.class.getClassLoader())
                .dataSource(source)
                .locations("classpath:state")
                .load()
                .migrate();
        writer.execute("PRAGMA user_version = " + SCHEMA_VERSION);
    }

    private static SQLiteDataSource dataSource(Path file, boolean readOnly) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        config.setBusyTimeout(BUSY_TIMEOUT_MS);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        config.enforceForeignKeys(true);
        config.setPragma(SQLiteConfig.Pragma.TEMP_STORE, "memory");
        if (readOnly) {
            config.setTransactionMode(SQLiteConfig.TransactionMode.DEFERRED);
        }
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }

    /** Runs in a transaction: all of it or, after an exception, nothing. Inside another write it joins that one. */
    public <T extends @Nullable Object> T write(Function<Handle, T> work) {
        if (writing.isHeldByCurrentThread()) {
            return work.apply(writer);
        }
        writing.lock();
        try {
            return writer.inTransaction(work::apply);
        } finally {
            writing.unlock();
        }
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
        if (writing.isHeldByCurrentThread()) {
            return work.apply(writer);
        }
        Handle fixed = moment.get();
        if (fixed != null) {
            return work.apply(fixed);
        }
        Handle idle = idleReaders.pollFirst();
        Handle reader = idle == null ? openReader() : idle;
        try {
            return work.apply(reader);
        } finally {
            idleReaders.addFirst(reader);
        }
    }

    /** Runs reads that see one commit, all of them and those they call, however long they take. */
    public <T extends @Nullable Object> T atOneMoment(Supplier<T> reads) {
        if (writing.isHeldByCurrentThread() || moment.get() != null) {
            return reads.get();
        }
        try (Handle reader = openReader()) {
            return reader.inTransaction(transaction -> {
                moment.set(transaction);
                return reads.get();
            });
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
        Handle reader = Jdbi.create(readSource).open();
        reader.execute("PRAGMA query_only = true");
        return reader;
    }

    /** Gives back the space of the log of writes, as far as readers let it, and refreshes what queries are planned by. */
    public void tidy() {
        writing.lock();
        try {
            writer.execute("PRAGMA optimize");
            writer.createQuery("PRAGMA wal_checkpoint(TRUNCATE)").mapToMap().list();
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void close() {
        writing.lock();
        try {
            for (Handle reader; (reader = idleReaders.pollFirst()) != null; ) {
                reader.close();
            }
            writer.getConnection().createStatement().execute("PRAGMA optimize");
            writer.close();
        } catch (SQLException e) {
            throw new IllegalStateException("The state could not be closed: " + e.getMessage(), e);
        } finally {
            writing.unlock();
        }
    }
}
