package dev.freshet;

import dev.freshet.config.StateSettings;
import dev.freshet.postgres.Server;
import dev.freshet.state.Database;
import dev.freshet.state.PostgresState;

/** Where a state is: in a file, or in a schema of PostgreSQL. */
interface StatePlace {

    /** Whether there is a state. */
    boolean exists();

    /** Opens it for looking only; it must exist. */
    Database forReading();

    /** Opens it for writing, as the only one. */
    Database forWriting();

    /**
     * The place that options name.
     *
     * @param folder of the file
     */
    static StatePlace of(DataFolder folder, StateSettings settings) {
        return settings.isElsewhere()
                ? inPostgres(new PostgresState(server(settings), settings.schema(), settings.connections()))
                : inFile(folder);
    }

    private static Server server(StateSettings settings) {
        return new Server(settings.url(), settings.user(), settings.password().text(), settings.timeout(), "freshet");
    }

    /** A SQLite file. */
    static StatePlace inFile(DataFolder folder) {
        return new StatePlace() {
            @Override
            public boolean exists() {
                return folder.exists();
            }

            @Override
            public Database forReading() {
                return Database.open(folder.file());
            }

            @Override
            public Database forWriting() {
                return Database.open(folder.file());
            }
        };
    }

    private static StatePlace inPostgres(PostgresState state) {
        return new StatePlace() {
            @Override
            public boolean exists() {
                return state.exists();
            }

            @Override
            public Database forReading() {
                return Database.lookInto(state);
            }

            @Override
            public Database forWriting() {
                return Database.open(state);
            }
        };
    }
}
