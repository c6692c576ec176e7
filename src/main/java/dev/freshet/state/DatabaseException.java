package dev.freshet.state;

import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;

/** The database can't be opened, and why, in words. */
public final class DatabaseException extends RuntimeException {

    private DatabaseException(String message, Throwable cause) {
        super(message, cause);
    }

    static DatabaseException of(Path file, Throwable failure) {
        return new DatabaseException(sentence(file, failure), failure);
    }

    private static String sentence(Path file, Throwable failure) {
        String user = "the user '" + System.getProperty("user.name") + "'";
        return switch (code(failure)) {
            case SQLITE_NOTADB, SQLITE_CORRUPT ->
                "The file " + file
                        + " is not a database, or is damaged. It was left as it is. Put a copy of it back, or move it away"
                        + " and run freshet sync, which makes everything again.";
            case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH ->
                "The database " + file
                        + " can't be opened by " + user
                        + ", who must be able to write to it and to its folder. Run Freshet as the owner of the folder, or"
                        + " give that user the right.";
            case SQLITE_FULL -> "The disk of " + file + " is full. Nothing was lost. Free some space and run it again.";
            case SQLITE_BUSY, SQLITE_LOCKED ->
                "The database " + file
                        + " is in use by another program, for longer than we wait. Try again when it is done.";
            default ->
                "The database " + file + " can't be opened: "
                        + String.valueOf(failure.getMessage())
                                .lines()
                                .findFirst()
                                .orElse("no reason is known");
        };
    }

    /** The primary code, which is in the last byte of every extended one. */
    private static SQLiteErrorCode code(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getErrorCode() != 0) {
                return SQLiteErrorCode.getErrorCode(sql.getErrorCode() & 0xff);
            }
        }
        return SQLiteErrorCode.UNKNOWN_ERROR;
    }
}
