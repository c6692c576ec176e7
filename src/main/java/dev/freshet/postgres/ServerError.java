package dev.freshet.postgres;

import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * What a server said in place of an answer, or why it said nothing. The codes are those of PostgreSQL's manual, appendix A.
 *
 * @param code of five letters; empty = none
 * @param said the server's own words, without the statement and its values
 */
public record ServerError(String code, String said, SQLException cause) {

    /** What is behind a failure; null where no database is. */
    public static @Nullable ServerError in(Throwable failure) {
        SQLException found = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            found = cause instanceof SQLException sql ? sql : found;
        }
        return found == null
                ? null
                : new ServerError(Objects.requireNonNullElse(found.getSQLState(), ""), said(found), found);
    }

    private static String said(SQLException failure) {
        ServerErrorMessage server = failure instanceof PSQLException ours ? ours.getServerErrorMessage() : null;
        String said = server == null ? failure.getMessage() : server.getMessage();
        return String.valueOf(said).lines().findFirst().orElse("no reason is known");
    }

    /** Whether it is about values, and so the fault of a document. All else is an outage: the server can't be used. */
    public boolean isOfValues() {
        return code.startsWith("22") || code.startsWith("23") || code.startsWith("54");
    }

    /** Whether there is no such table. */
    public boolean isOfMissingTable() {
        return code.equals("42P01");
    }

    /** Whether a connection was ended from the other side, which says nothing of a new one. */
    public boolean isOfOldConnection() {
        return (code.equals("57P01") || code.equals("08006")) && !(root() instanceof SocketTimeoutException);
    }

    /** What happened and what helps, to stand after the name of what can't be used. */
    public String sentence(Server server, OptionNames options) {
        return switch (code) {
            case "28P01", "28000" ->
                "doesn't let " + server.who() + " in: " + said + ". Correct " + options.user() + " and "
                        + options.password() + ", or the server's pg_hba.conf.";
            case "08004" -> "refuses the connection: " + said + ". Look at " + options.password() + ".";
            case "3D000" -> "has no such database: " + said + ". Make it, or correct " + options.url() + ".";
            case "25006" -> "only reads: " + said + ". Name the primary in " + options.url() + ".";
            case "57014" ->
                "took longer than " + options.timeout() + " allows: " + said
                        + ". See what keeps the server busy, or allow more.";
            default -> sentenceOfClass(server, options);
        };
    }

    private String sentenceOfClass(Server server, OptionNames options) {
        return switch (code.length() < 2 ? "" : code.substring(0, 2)) {
            // the driver's own have none
            case "08", "" ->
                "can't be reached: " + reason(server) + ". See that PostgreSQL runs there, or correct " + options.url()
                        + ".";
            case "53" -> "has no room: " + said + ". Look at its disk, its memory and max_connections.";
            case "57" -> "is stopping or starting: " + said + ".";
            case "40", "55" -> "was busy with the same rows: " + said + ".";
            default -> answer();
        };
    }

    /** The code and the words. */
    public String answer() {
        return "answers " + code + ": " + said + ".";
    }

    private String reason(Server server) {
        Throwable innermost = root();
        if (innermost instanceof SocketTimeoutException) {
            return "no answer within " + server.timeout().toSeconds() + " s";
        }
        return innermost instanceof SQLException
                ? said
                : innermost.getClass().getSimpleName() + ": " + innermost.getMessage();
    }

    private Throwable root() {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
