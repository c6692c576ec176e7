package dev.freshet.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;

/**
 * Copies a database while others write to it, with SQLite's own backup. The copy is of one moment; it is made under
 * another name, checked, and gets its name last: what has the name is whole.
 */
public final class Backup {

    private static final int BUSY_TIMEOUT_MS = 30_000;

    private Backup() {}

    /**
     * Makes a copy that only its owner may read.
     *
     * @param database as it is on the disk; brought to no newer form
     * @param copy must not exist yet
     * @return size of the copy in bytes
     * @throws DatabaseException if the database can't be copied, or is damaged; nothing is left behind
     */
    public static long make(Path database, Path copy) {
        Path temporary = copy.resolveSibling("." + copy.getFileName() + ".part");
        try {
            refuseExisting(copy);
            remove(temporary);
            Files.createFile(temporary, onlyForItsOwner(copy));
            try {
                copy(database, temporary, copy);
                check(database, temporary);
                force(temporary);
                Files.move(temporary, copy);
                return Files.size(copy);
            } finally {
                remove(temporary);
            }
        } catch (NoSuchFileException e) {
            throw new UncheckedIOException(
                    "The folder of the backup " + copy + " doesn't exist. Make it, or name another.", e);
        } catch (AccessDeniedException e) {
            throw new UncheckedIOException(
                    "The backup " + copy + " can't be written: the user '" + System.getProperty("user.name")
                            + "' may not write in its folder. Give that user the right, or name another folder.",
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The backup " + copy + " can't be written: " + e.getMessage() + ". Nothing is left of it.", e);
        }
    }

    /** A copy that was cut short has a journal beside it. */
    private static void remove(Path temporary) throws IOException {
        Files.deleteIfExists(temporary);
        Files.deleteIfExists(temporary.resolveSibling(temporary.getFileName() + "-journal"));
    }

    private static void refuseExisting(Path copy) throws FileAlreadyExistsException {
        if (Files.exists(copy)) {
            throw new FileAlreadyExistsException(copy + " is there already, and is left as it is");
        }
    }

    private static FileAttribute<?>[] onlyForItsOwner(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    /** The open read transaction fixes what is copied: a write meanwhile would make SQLite begin anew. */
    private static void copy(Path database, Path temporary, Path copy) {
        try (Connection source = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = source.createStatement()) {
            statement.execute("PRAGMA busy_timeout = " + BUSY_TIMEOUT_MS);
            statement.execute("PRAGMA query_only = true");
            source.setAutoCommit(false);
            statement.executeQuery("SELECT count(*) FROM sqlite_schema").close();
            int code = ((SQLiteConnection) source).getDatabase().backup("main", temporary.toString(), null);
            source.rollback();
            if (code != SQLiteErrorCode.SQLITE_OK.code) {
                throw new SQLException("the copy ended with " + SQLiteErrorCode.getErrorCode(code), null, code);
            }
        } catch (SQLException e) {
            throw DatabaseException.ofBackup(database, copy, e);
        }
    }

    private static void check(Path database, Path temporary) {
        List<String> found = new ArrayList<>();
        try (Connection copy = DriverManager.getConnection("jdbc:sqlite:" + temporary.toUri() + "?immutable=1");
                Statement statement = copy.createStatement();
                ResultSet lines = statement.executeQuery("PRAGMA integrity_check(5)")) {
            while (lines.next()) {
                found.add(lines.getString(1));
            }
        } catch (SQLException e) {
            throw DatabaseException.ofDamage(database, String.valueOf(e.getMessage()), e);
        }
        if (!found.equals(List.of("ok"))) {
            throw DatabaseException.ofDamage(database, String.join("; ", found), null);
        }
    }

    private static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }
}
