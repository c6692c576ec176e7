package dev.freshet.state;

import dev.freshet.postgres.Connections;
import dev.freshet.postgres.ServerError;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A schema of PostgreSQL: one connection that writes and holds the {@link StateLock}, and some that look. A connection that is
 * lost is an outage of what it was used for, and the next use makes a new one.
 */
final class PostgresEngine implements Engine {

    /** A host that is gone without a word is found out within a minute, and what it held is free. */
    private static final String KEEP_ALIVE =
            "SET tcp_keepalives_idle = 30; SET tcp_keepalives_interval = 10; SET tcp_keepalives_count = 3; ";

    private static final String LOOKING =
            "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY; ";

    private static final Logger LOG = LoggerFactory.getLogger(PostgresEngine.class);

    private final PostgresState state;
    private final boolean isWritten;
    private final PostgresWords words;
    private final StateLock lock;
    private final Connections kept;
    private final Jdbi looking;
    private final Jdbi extra;
    private final Jdbi writing;

    @SuppressWarnings("ThreadLocalUsage") // one for each database
    private final ThreadLocal<@Nullable Handle> lent = new ThreadLocal<>();

    private @Nullable Session writer;

    private PostgresEngine(PostgresState state, boolean isWritten) {
        this.state = state;
        this.isWritten = isWritten;
        this.words = new PostgresWords(state);
        this.lock = new StateLock(state);
        this.kept = new Connections(() -> connect(LOOKING), state.connections());
        this.looking = jdbi(Jdbi.create(kept));
        this.extra = jdbi(Jdbi.create(() -> connect(LOOKING)));
        this.writing = jdbi(Jdbi.create(() -> connect(isWritten ? KEEP_ALIVE : LOOKING)));
    }

    /**
     * Opens it, makes it where it is missing, and brings its tables up to date.
     *
     * @param isWritten whether this process is to write to it, as the only one
     * @throws DatabaseException if it can't be opened
     */
    static PostgresEngine open(PostgresState state, boolean isWritten) {
        PostgresEngine engine = new PostgresEngine(state.named(), isWritten);
        new PostgresForm(engine.state).bringUpToDate();
        try {
            if (isWritten) {
                engine.writer();
            }
            return engine;
        } catch (RuntimeException e) {
            engine.close();
            throw engine.inWords(e);
        }
    }

    /** A message would hold what is written. */
    private static Jdbi jdbi(Jdbi jdbi) {
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(MessageRendering.NONE);
        return jdbi;
    }

    private <T extends PGSimpleDataSource> T reaching(T source) {
        state.server().reaching(source).setCurrentSchema(state.schema());
        return source;
    }

    private Connection connect(String as) throws SQLException {
        Connection connection = reaching(new PGSimpleDataSource()).getConnection();
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    as + "SET statement_timeout = " + state.server().timeout().toMillis());
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** It is asked each time whether it still lives: who has begun to write can't begin again. */
    @Override
    public Session writer() {
        Session known = writer;
        Session living = known != null && isAlive(known) ? known : newWriter(known);
        writer = living;
        return living;
    }

    private boolean isAlive(Session session) {
        try {
            return Connections.isAlive(session.handle().getConnection());
        } catch (SQLException e) {
            LOG.debug("The connection that wrote to the {} is lost", state, e);
            return false;
        }
    }

    private Session newWriter(@Nullable Session lost) {
        end(lost);
        writer = null;
        Handle handle = writing.open();
        Session fresh = new Session(handle);
        try {
            if (isWritten) {
                lock.take(handle);
            }
            return fresh;
        } catch (RuntimeException e) {
            end(fresh);
            throw e;
        }
    }

    /** Without asking whether it is in a transaction: the server undoes that. */
    private static void end(@Nullable Session session) {
        if (session != null) {
            Connections.end(session.handle().getConnection());
        }
    }

    @Override
    public Handle openReader() {
        return extra.open();
    }

    /** What only looks may look again, where the server ended the connections that rested. */
    @Override
    public <T extends @Nullable Object> T lend(Function<Session, T> work) throws SQLException {
        Handle outer = lent.get();
        if (outer != null) {
            return looked(outer, work);
        }
        try {
            return onKept(work);
        } catch (RuntimeException e) {
            ServerError error = ServerError.in(e);
            if (error == null || !error.isOfOldConnection()) {
                throw e;
            }
            kept.close();
            return onKept(work);
        }
    }

    private <T extends @Nullable Object> T onKept(Function<Session, T> work) throws SQLException {
        try (Handle handle = looking.open()) {
            lent.set(handle);
            return looked(handle, work);
        } finally {
            lent.remove();
        }
    }

    /** The driver keeps the statements compiled. */
    private static <T extends @Nullable Object> T looked(Handle handle, Function<Session, T> work) throws SQLException {
        Session session = new Session(handle);
        try {
            return work.apply(session);
        } finally {
            session.sql().close();
        }
    }

    @Override
    public DataSource readOnly() {
        LookingSource source = reaching(new LookingSource(words));
        source.setReadOnly(true);
        source.setReadOnlyMode("always");
        return source;
    }

    @Override
    public long bytes(Handle reader) {
        return reader.createQuery("SELECT coalesce(sum(pg_total_relation_size(c.oid)), 0) FROM pg_class c"
                        + " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = ? AND c.relkind = 'r'")
                .bind(0, state.schema())
                .mapTo(long.class)
                .one();
    }

    @Override
    public String utf8(String column) {
        return "convert_to(" + column + ", 'UTF8')";
    }

    /** PostgreSQL's own autovacuum does it. */
    @Override
    public void tidy(Turns turns) {}

    @Override
    public RuntimeException inWords(RuntimeException failure) {
        return words.of(failure);
    }

    @Override
    public void close() {
        kept.close();
        end(writer);
        writer = null;
    }
}
