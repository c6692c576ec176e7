package dev.freshet.state;

import dev.freshet.postgres.OptionNames;
import dev.freshet.postgres.ServerError;

/**
 * What a failure of the state in PostgreSQL means. Nearly all are outages: the server can't be used, or not as it is set up.
 * Only what it says about values is the fault of a document.
 */
final class PostgresWords {

    private static final OptionNames OPTIONS =
            new OptionNames("freshet.state", "freshet.state.user", "freshet.state.password", "freshet.state.timeout");

    private static final String NOTHING_LOST = " Nothing is lost; the next pass goes on.";

    private final PostgresState state;

    PostgresWords(PostgresState state) {
        this.state = state;
    }

    /** Begins a sentence. */
    String place() {
        return "The state in " + state;
    }

    /** The failure to be thrown in place of another; the same where it isn't one of the server's. */
    RuntimeException of(RuntimeException failure) {
        ServerError error = failure instanceof DatabaseException ? null : ServerError.in(failure);
        if (error == null) {
            return failure;
        }
        return error.isOfValues()
                ? new IllegalStateException(place() + " can't hold it: " + error.said(), error.cause())
                : DatabaseException.of(place() + " " + sentence(error) + NOTHING_LOST, error.cause());
    }

    private String sentence(ServerError error) {
        return switch (error.code()) {
            case "42501" ->
                "may not be changed by " + state.server().who() + ": " + error.said()
                        + ". As the database's owner: CREATE SCHEMA " + state.schema() + " AUTHORIZATION "
                        + state.server().who().replace("'", "") + ".";
            case "42P01", "3F000" ->
                "isn't there any more: " + error.said()
                        + ". Put a backup of it back, or start Freshet again, which makes a new one.";
            default -> error.sentence(state.server(), OPTIONS);
        };
    }
}
