package dev.freshet.store.pgvector;

import dev.freshet.remote.OutageException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * What a failure of the server means, in words. Nearly all are outages: the server can't be used, or not as it is set up. Only
 * what it says about values is the fault of a document. The codes are those of PostgreSQL's manual, appendix A.
 */
final class Failures {

    private final PgvectorOptions options;

    Failures(PgvectorOptions options) {
        this.options = options;
    }

    /** The failure to be thrown in place of another; the same where it isn't one of the server's. */
    RuntimeException of(RuntimeException failure) {
        SQLException cause = innermost(failure);
        if (cause == null) {
            return failure;
        }
        String state = Objects.requireNonNullElse(cause.getSQLState(), "");
        String said = said(cause);
        if (isOfValues(state, said)) {
            return new IllegalStateException("The vector store at " + options + " can't hold it: " + said, cause);
        }
        return new OutageException("The vector store at " + options + " " + sentence(state, said, cause), cause);
    }

    /** Whether there is no such table. */
    static boolean isOfMissingTable(RuntimeException failure) {
        SQLException cause = innermost(failure);
        return cause != null && "42P01".equals(cause.getSQLState());
    }

    /** Whether a connection was ended from the other side, which says nothing of a new one. */
    static boolean isOfOldConnection(RuntimeException failure) {
        SQLException cause = innermost(failure);
        return cause != null
                && ("57P01".equals(cause.getSQLState()) || "08006".equals(cause.getSQLState()))
                && !(root(cause) instanceof SocketTimeoutException);
    }

    private static @Nullable SQLException innermost(Throwable failure) {
        SQLException found = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            found = cause instanceof SQLException sql ? sql : found;
        }
        return found;
    }

    /** The server's own words, without the statement and its values. */
    private static String said(SQLException failure) {
        ServerErrorMessage server = failure instanceof PSQLException ours ? ours.getServerErrorMessage() : null;
        String said = server == null ? failure.getMessage() : server.getMessage();
        return String.valueOf(said).lines().findFirst().orElse("no reason is known");
    }

    /** A vector of another length comes with a table that was replaced. */
    private static boolean isOfValues(String state, String said) {
        return (state.startsWith("22") && !said.contains("dimensions"))
                || state.startsWith("23")
                || state.startsWith("54");
    }

    private String sentence(String state, String said, SQLException failure) {
        return switch (state) {
            case "28P01", "28000" ->
                "doesn't let " + user() + " in: " + said
                        + ". Correct freshet.store.pgvector.user and freshet.store.pgvector.password, or the server's"
                        + " pg_hba.conf.";
            case "08004" -> "refuses the connection: " + said + ". Look at freshet.store.pgvector.password.";
            case "3D000" -> "has no such database: " + said + ". Make it, or correct freshet.store.pgvector.url.";
            case "58P01", "0A000", "42704" -> said.contains("vector") ? withoutExtension(said) : answer(state, said);
            case "42501" -> rights(said);
            case "25006" -> "only reads: " + said + ". Name the primary in freshet.store.pgvector.url.";
            case "42P01" -> "has no table " + options.table() + " any more. The next write makes it anew.";
            case "57014" ->
                "took longer than freshet.store.timeout allows: " + said
                        + ". See what keeps the server busy, or allow more.";
            default -> sentenceOfClass(state, said, failure);
        };
    }

    private static String withoutExtension(String said) {
        return "has no pgvector: " + said
                + ". Install pgvector there, and then, as a superuser of this database: CREATE EXTENSION vector";
    }

    private static String answer(String state, String said) {
        return "answers " + state + ": " + said + ".";
    }

    private String user() {
        return options.user().isEmpty()
                ? "the user '" + System.getProperty("user.name") + "'"
                : "'" + options.user() + "'";
    }

    private String rights(String said) {
        String remedy = said.contains("extension")
                ? "As a superuser of this database: CREATE EXTENSION vector"
                : "Give " + user() + " the rights: CREATE on the schema for a table that isn't there yet, else SELECT,"
                        + " INSERT, UPDATE and DELETE on " + options.table() + ".";
        return "doesn't let " + user() + " do that: " + said + ". " + remedy;
    }

    private String sentenceOfClass(String state, String said, SQLException failure) {
        return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
            case "08" ->
                "can't be reached: " + reason(failure, said)
                        + ". See that PostgreSQL runs there, or correct freshet.store.pgvector.url.";
            case "53" -> "has no room: " + said + ". Look at its disk, its memory and max_connections.";
            case "57" -> "is stopping or starting: " + said + ".";
            case "40", "55" -> "was busy with the same rows: " + said + ".";
            default -> answer(state, said);
        };
    }

    private String reason(SQLException failure, String said) {
        Throwable innermost = root(failure);
        if (innermost instanceof SocketTimeoutException) {
            return "no answer within " + options.timeout().toSeconds() + " s";
        }
        return innermost instanceof SQLException
                ? said
                : innermost.getClass().getSimpleName() + ": " + innermost.getMessage();
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
