package dev.freshet.state;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.postgresql.ds.PGSimpleDataSource;

/** Which form the tables of a state in PostgreSQL have, and how they get the newest. */
final class PostgresForm {

    private static final String HISTORY = "flyway_schema_history";

    private final PostgresState state;
    private final PostgresWords words;

    PostgresForm(PostgresState state) {
        this.state = state;
        this.words = new PostgresWords(state);
    }

    /** The form that is there; 0 = none. */
    int number() {
        try (Handle looking = Jdbi.create(state.server().source()).open()) {
            boolean isThere = looking.createQuery("SELECT to_regclass(:table) IS NOT NULL")
                    .bind("table", state.schema() + "." + HISTORY)
                    .mapTo(boolean.class)
                    .one();
            return isThere
                    ? looking.createQuery("SELECT coalesce(max(version::text::integer), 0) FROM " + state.schema() + "."
                                    + HISTORY + " WHERE success AND version IS NOT NULL")
                            .mapTo(int.class)
                            .one()
                    : 0;
        } catch (RuntimeException e) {
            throw words.of(e);
        }
    }

    /**
     * Makes what isn't there, and brings what is up to date.
     *
     * @throws DatabaseException if a newer program has written it, or it can't be done
     */
    void bringUpToDate() {
        int form = number();
        if (form > Engine.FORM) {
            throw DatabaseException.ofNewer(words.place(), form, Engine.FORM);
        }
        if (form < Engine.FORM) {
            migrate();
        }
    }

    private void migrate() {
        PGSimpleDataSource source = state.server().source();
        // rows that have to be written anew take as long as they take
        source.setSocketTimeout(0);
        try {
            FormFiles.POSTGRESQL.over(source).schemas(state.schema()).load().migrate();
        } catch (RuntimeException e) {
            throw words.of(e);
        }
    }
}
