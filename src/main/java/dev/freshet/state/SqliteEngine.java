package dev.freshet.state;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.function.Function;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteDataSource;

/**
 * One SQLite file in WAL mode: one connection that writes, and as many readers as needed, who see the last commit and never
 * wait. {@code synchronous=NORMAL}: a killed process loses nothing; a power cut may lose the last commits as a whole, which
 * the next pass makes again.
 */
final class SqliteEngine implements Engine {

    private final SqliteReaders readers;
    private final SQLiteDataSource readOnly;
    private final Session writer;

    private SqliteEngine(Path file) {
        this.readers = new SqliteReaders(SqliteConnections.reading(file));
        this.readOnly = SqliteConnections.reading(file);
        this.readOnly.setReadOnly(true);
        this.writer = new Session(SqliteConnections.writer(file));
    }

    /**
     * Opens the file, makes it where it is missing, and brings its tables up to date.
     *
     * @throws DatabaseException if it can't be opened
     */
    static SqliteEngine open(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            PrivateFolder.make(folder);
        }
        Form.refuseNewer(file, FORM);
        try {
            SqliteEngine engine = new SqliteEngine(file);
            if (engine.form() != FORM) {
                engine.migrate(SqliteConnections.writing(file));
            }
            return engine;
        } catch (FlywayException | JdbiException e) {
            throw DatabaseException.of(file, e);
        }
    }

    private int form() {
        return writer.handle()
                .createQuery("PRAGMA user_version")
                .mapTo(int.class)
                .one();
    }

    /** Flyway brings the tables up to date; the number in the file's header saves asking it at every start. */
    private void migrate(SQLiteDataSource source) {
        FormFiles.SQLITE.over(source).load().migrate();
        writer.handle().execute("PRAGMA user_version = " + FORM);
    }

    @Override
    public Session writer() {
        return writer;
    }

    @Override
    public Handle openReader() {
        return readers.open();
    }

    @Override
    public <T extends @Nullable Object> T lend(Function<Session, T> work) throws SQLException {
        return readers.lend(work);
    }

    @Override
    public DataSource readOnly() {
        return readOnly;
    }

    /** Without what the log of writes holds. */
    @Override
    public long bytes(Handle reader) {
        return reader.createQuery("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
                .mapTo(long.class)
                .one();
    }

    /** It is stored so. */
    @Override
    public String utf8(String column) {
        return column;
    }

    /**
     * Gives back the space of the log of writes, as far as readers let it, and what is free inside the file where that is
     * much of it, and refreshes what queries are planned by.
     */
    @Override
    public void tidy(Turns turns) {
        turns.take(Compaction::learn);
        for (boolean more = turns.take(Compaction::isWorthIt); more; ) {
            more = turns.take(Compaction::step);
        }
        turns.take(Compaction::emptyLog);
    }

    /** What the file does is told by the codes of SQLite, see {@link DatabaseException#meaning}. */
    @Override
    public RuntimeException inWords(RuntimeException failure) {
        return failure;
    }

    @Override
    public void close() {
        try {
            readers.close();
            writer.handle().getConnection().createStatement().execute("PRAGMA optimize");
            writer.close();
        } catch (SQLException e) {
            throw new IllegalStateException("The state could not be closed: " + e.getMessage(), e);
        }
    }
}
