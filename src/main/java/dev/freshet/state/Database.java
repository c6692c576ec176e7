package dev.freshet.state;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The state, in a SQLite file or in PostgreSQL: one connection that writes, one transaction at a time, and readers who see the
 * last commit and never wait for a writer. Safe for many threads.
 *
 * <p>A write inside a write joins the outer transaction.
 */
public final class Database implements AutoCloseable {

    private final Engine engine;
    private final ReentrantLock writing = new ReentrantLock();
    private @Nullable Session inHand;
    private final SharedTransactions shared = new SharedTransactions(work -> writing(handle -> work.run()));

    @SuppressWarnings("ThreadLocalUsage") // one for each database
    private final ThreadLocal<@Nullable Session> moment = new ThreadLocal<>();

    private Database(Engine engine) {
        this.engine = engine;
    }

    /**
     * Opens a SQLite file, makes it where it is missing, and brings its tables up to date.
     *
     * @throws DatabaseException if it can't be opened
     */
    public static Database open(Path file) {
        return new Database(SqliteEngine.open(file));
    }

    /**
     * Opens a state in PostgreSQL for writing, as the only one, makes it where it is missing, and brings its tables up to date.
     *
     * @throws DatabaseException if it can't be opened, or if another process writes to it
     */
    public static Database open(PostgresState state) {
        return new Database(PostgresEngine.open(state, true));
    }

    /** Opens a state in PostgreSQL for looking only, whoever writes. */
    public static Database lookInto(PostgresState state) {
        return new Database(PostgresEngine.open(state, false));
    }

    /** Runs in a transaction: all of it or, after an exception, nothing. Inside another write it joins that one. */
    public <T extends @Nullable Object> T write(Function<Handle, T> work) {
        if (writing.isHeldByCurrentThread()) {
            return work.apply(writer().handle());
        }
        writing.lock();
        try {
            Session writer = engine.writer();
            inHand = writer;
            return writer.inTransaction(work);
        } catch (RuntimeException e) {
            throw engine.inWords(e);
        } finally {
            inHand = null;
            writing.unlock();
        }
    }

    /** Of the transaction that this thread is in. */
    private Session writer() {
        return Objects.requireNonNull(inHand);
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
                work.on(writer().sql());
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
            return work.apply(writer());
        }
        Session fixed = moment.get();
        if (fixed != null) {
            return work.apply(fixed);
        }
        try {
            return engine.lend(work);
        } catch (SQLException e) {
            throw engine.inWords(failed("read", e));
        } catch (RuntimeException e) {
            throw engine.inWords(e);
        }
    }

    /** Runs reads that see one commit, all of them and those they call, however long they take. */
    public <T extends @Nullable Object> T atOneMoment(Supplier<T> reads) {
        if (writing.isHeldByCurrentThread() || moment.get() != null) {
            return reads.get();
        }
        try (Handle reader = engine.openReader()) {
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
            throw engine.inWords(failed("read", e));
        } catch (RuntimeException e) {
            throw engine.inWords(e);
        } finally {
            moment.remove();
        }
    }

    /** Room that the state takes, and the embedded store with it. */
    public long bytes() {
        return read(engine::bytes);
    }

    /** Connections that can only look, for queries in routes. */
    public DataSource readOnly() {
        return engine.readOnly();
    }

    /** Reads more rows than memory should hold, on a connection of its own, in a transaction that sees one moment. */
    void stream(HandleConsumer<SQLException> work) {
        try (Handle reader = engine.openReader()) {
            reader.useTransaction(work);
        } catch (SQLException e) {
            throw engine.inWords(failed("read", e));
        } catch (RuntimeException e) {
            throw engine.inWords(e);
        }
    }

    /** An expression for the text of a column in UTF-8, as bytes. */
    String utf8(String column) {
        return engine.utf8(column);
    }

    /** Does what the database needs now and then, such as giving back space. Others may write in between. */
    public void tidy() {
        try {
            engine.tidy(this::tidying);
        } catch (RuntimeException e) {
            throw engine.inWords(e);
        }
    }

    private <T> T tidying(Function<Handle, T> step) {
        writing.lock();
        try {
            return step.apply(engine.writer().handle());
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void close() {
        writing.lock();
        try {
            engine.close();
        } finally {
            writing.unlock();
        }
    }
}
