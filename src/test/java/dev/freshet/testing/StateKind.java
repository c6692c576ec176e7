package dev.freshet.testing;

import dev.freshet.state.Database;
import dev.freshet.state.PostgresState;
import java.nio.file.Path;

/** The kinds of databases that a state can be in, for tests of what holds in each. */
public enum StateKind {
    SQLITE,
    /** Tests are skipped where the machine has none. */
    POSTGRESQL;

    /** The state that belongs to a folder, made where there is none. */
    public Database open(Path folder) {
        return switch (this) {
            case SQLITE -> Database.open(folder.resolve("freshet.db"));
            case POSTGRESQL -> Database.open(schema(folder));
        };
    }

    private static PostgresState schema(Path folder) {
        PostgresServer server = PostgresServer.get();
        String schema = "s" + Integer.toHexString(folder.toAbsolutePath().hashCode());
        return server.state(server.uri().toString(), schema);
    }
}
