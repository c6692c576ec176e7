package dev.freshet.state;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;

/** The database can't be used, and why, in words. */
public final class DatabaseException extends RuntimeException {

    private static final String RECOVERY =
            " Put a backup of it back, or move it away and run freshet sync, which makes" + " everything again.";

    private DatabaseException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    static DatabaseException of(Path file, Throwable failure) {
        return new DatabaseException(sentence("The database " + file, failure), failure);
    }

    static DatabaseException ofNewer(String place, int form, int known) {
        return new DatabaseException(
                place + " was written by a newer Freshet: it has form " + form
                        + ", and this version knows"
                        + " forms up to " + known
                        + ". It was left as it is. Use the newer version, or put back the backup"
                        + " that was made before the upgrade.",
                null);
    }

    /**
     * Another process writes to it.
     *
     * @param holder who, from where and since when
     */
    static DatabaseException ofUse(String place, String holder) {
        return new DatabaseException(
                place + " is being written by another Freshet: " + holder
                        + ". Wait for it, or stop it; two writers would"
                        + " undo each other's work. If it should have a state of its own, give one of the two another"
                        + " freshet.state.schema. If it is 'freshet run', ask it by HTTP instead.",
                null);
    }

    /** In words that say which database it is. */
    static DatabaseException of(String sentence, Throwable failure) {
        return new DatabaseException(sentence, failure);
    }

    static DatabaseException ofBackup(Path file, Path copy, SQLException failure) {
        SQLiteErrorCode code = code(failure);
        return new DatabaseException(
                code == SQLiteErrorCode.SQLITE_FULL || code == SQLiteErrorCode.SQLITE_IOERR
                        ? "The backup " + copy + " can't be written: its disk is full or fails. Nothing is left of it."
                        : sentence("The database " + file, failure),
                failure);
    }

    static DatabaseException ofDamage(Path file, String what, @Nullable Throwable failure) {
        return new DatabaseException(
                "The database " + file + " is damaged (" + what + "), and so would be its backup: none was made."
                        + RECOVERY,
                failure);
    }

    /** What a failure of the database means; empty where it is one of a document or of the program. */
    public static Optional<String> meaning(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DatabaseException said) {
                return Optional.ofNullable(said.getMessage());
            }
        }
        return switch (code(failure)) {
            case SQLITE_FULL,
                    SQLITE_IOERR,
                    SQLITE_NOTADB,
                    SQLITE_CORRUPT,
                    SQLITE_READONLY,
                    SQLITE_CANTOPEN,
                    SQLITE_BUSY,
                    SQLITE_LOCKED -> Optional.of(sentence("The database in data/", failure));
            default -> Optional.empty();
        };
    }

    private static String sentence(String file, Throwable failure) {
        String user = "the user '" + System.getProperty("user.name") + "'";
        return switch (code(failure)) {
            case SQLITE_NOTADB, SQLITE_CORRUPT ->
                file + " is damaged, or is not a database. It was left as it is." + RECOVERY;
            case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH ->
                file + " can't be opened by " + user
                        + ", who must be able to write to it and to its folder. Run Freshet as the owner of the folder, or"
                        + " give that user the right.";
            case SQLITE_FULL ->
                "The disk is full: " + lowered(file)
                        + " can't grow. What was stored before is complete. Free some space;"
                        + " the next pass goes on.";
            case SQLITE_IOERR ->
                file + " can't be read or written (" + firstLine(failure)
                        + "). What was stored before is complete. Look at the disk; the next pass goes on.";
            case SQLITE_BUSY, SQLITE_LOCKED ->
                file + " is in use by another program, for longer than we wait. Nothing was lost. End that program; the"
                        + " next pass goes on.";
            default -> file + " can't be opened: " + firstLine(failure);
        };
    }

    private static String lowered(String sentence) {
        return Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1);
    }

    private static String firstLine(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && !(cause instanceof SQLException)) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("no reason is known");
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
