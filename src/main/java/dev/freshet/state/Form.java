package dev.freshet.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The number of a database's form, read without opening the file for writing, which would change it. */
final class Form {

    private static final String MAGIC = "SQLite format 3\0";

    /** Where the header has {@code user_version}, a big-endian number of four bytes (SQLite's file format, 1.3). */
    private static final int USER_VERSION = 60;

    private Form() {}

    /**
     * Refuses a file that a newer program has written.
     *
     * @param known the newest form that this program knows
     * @throws DatabaseException if its form is newer
     */
    static void refuseNewer(Path file, int known) {
        if (!Files.isReadable(file)) {
            return; // not there; or the opening says why
        }
        int form = Files.exists(file.resolveSibling(file.getFileName() + "-wal")) ? ofLog(file) : ofHeader(file);
        if (form > known) {
            throw DatabaseException.ofNewer("The database " + file, form, known);
        }
    }

    private static int ofHeader(Path file) {
        ByteBuffer header = ByteBuffer.allocate(USER_VERSION + Integer.BYTES);
        try (FileChannel channel = FileChannel.open(file)) {
            while (header.hasRemaining() && channel.read(header) >= 0) {
                // until the header is there, or the file has ended
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The database " + file + " can't be read: " + e.getMessage(), e);
        }
        boolean isOurs = !header.hasRemaining()
                && new String(header.array(), 0, MAGIC.length(), StandardCharsets.US_ASCII).equals(MAGIC);
        return isOurs ? header.getInt(USER_VERSION) : 0;
    }

    /** Commits in the log may be newer than the header. */
    private static int ofLog(Path file) {
        try (Connection looking = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = looking.createStatement()) {
            statement.execute("PRAGMA query_only = true");
            try (ResultSet form = statement.executeQuery("PRAGMA user_version")) {
                return form.next() ? form.getInt(1) : 0;
            }
        } catch (SQLException e) {
            throw DatabaseException.of(file, e);
        }
    }
}
