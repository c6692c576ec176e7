package dev.freshet.state;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** How the database file is opened. */
final class SqliteConnections {

    private static final int BUSY_TIMEOUT_MS = 30_000;

    /**
     * Memory of the writer for pages, in KiB. Ids and checksums are spread over their indexes at random, so that each
     * write needs others; with SQLite's own 2 MB most of them would have to be read first.
     */
    private static final int PAGES_IN_MEMORY = 64 << 10;

    /** Pages in the log of writes before they are moved into the file, 4 KiB each: one that changes often moves once. */
    private static final int PAGES_IN_LOG = 8_000;

    private SqliteConnections() {}

    /** The one that writes. */
    static Handle writer(Path file) {
        if (!Files.exists(file)) {
            make(file);
        }
        Handle writer = Jdbi.create(writing(file)).open();
        writer.execute("PRAGMA cache_size = -" + PAGES_IN_MEMORY);
        writer.execute("PRAGMA wal_autocheckpoint = " + PAGES_IN_LOG);
        return writer;
    }

    /** An empty file that can be made smaller later: that has to be said before anything else is. */
    private static void make(Path file) {
        SQLiteDataSource plain = new SQLiteDataSource();
        plain.setUrl("jdbc:sqlite:" + file);
        Jdbi.create(plain).useHandle(handle -> {
            handle.execute("PRAGMA auto_vacuum = INCREMENTAL");
            handle.execute("PRAGMA user_version = 0");
        });
    }

    static SQLiteDataSource writing(Path file) {
        return source(file, SQLiteConfig.TransactionMode.IMMEDIATE);
    }

    static SQLiteDataSource reading(Path file) {
        return source(file, SQLiteConfig.TransactionMode.DEFERRED);
    }

    private static SQLiteDataSource source(Path file, SQLiteConfig.TransactionMode mode) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        config.setBusyTimeout(BUSY_TIMEOUT_MS);
        config.setTransactionMode(mode);
        config.enforceForeignKeys(true);
        config.setPragma(SQLiteConfig.Pragma.TEMP_STORE, "memory");
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }
}
