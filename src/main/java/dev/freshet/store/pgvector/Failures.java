package dev.freshet.store.pgvector;

import dev.freshet.postgres.OptionNames;
import dev.freshet.postgres.Server;
import dev.freshet.postgres.ServerError;
import dev.freshet.remote.OutageException;

/**
 * What a failure of the server means, in words. Nearly all are outages: the server can't be used, or not as it is set up. Only
 * what it says about values is the fault of a document.
 */
final class Failures {

    private static final OptionNames OPTIONS = new OptionNames(
            "freshet.store.pgvector.url",
            "freshet.store.pgvector.user",
            "freshet.store.pgvector.password",
            "freshet.store.timeout");

    private final Server server;
    private final String table;

    Failures(PgvectorOptions options) {
        this.server = options.server();
        this.table = options.table();
    }

    /** The failure to be thrown in place of another; the same where it isn't one of the server's. */
    RuntimeException of(RuntimeException failure) {
        ServerError error = ServerError.in(failure);
        if (error == null) {
            return failure;
        }
        if (error.isOfValues() && !isOfLength(error)) {
            return new IllegalStateException(
                    "The vector store at " + server + " can't hold it: " + error.said(), error.cause());
        }
        return new OutageException("The vector store at " + server + " " + sentence(error), error.cause());
    }

    /** A vector of another length comes with a table that was replaced. */
    private static boolean isOfLength(ServerError error) {
        return error.code().startsWith("22") && error.said().contains("dimensions");
    }

    private String sentence(ServerError error) {
        return switch (error.code()) {
            case "58P01", "0A000", "42704" ->
                error.said().contains("vector") ? withoutExtension(error.said()) : error.answer();
            case "42501" -> rights(error.said());
            case "42P01" -> "has no table " + table + " any more. The next write makes it anew.";
            default -> error.sentence(server, OPTIONS);
        };
    }

    private static String withoutExtension(String said) {
        return "has no pgvector: " + said
                + ". Install pgvector there, and then, as a superuser of this database: CREATE EXTENSION vector";
    }

    private String rights(String said) {
        String remedy = said.contains("extension")
                ? "As a superuser of this database: CREATE EXTENSION vector"
                : "Give " + server.who() + " the rights: CREATE on the schema for a table that isn't there yet, else"
                        + " SELECT, INSERT, UPDATE and DELETE on " + table + ".";
        return "doesn't let " + server.who() + " do that: " + said + ". " + remedy;
    }
}
