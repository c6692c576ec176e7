package dev.freshet.config;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where the state is kept.
 *
 * @param url {@code postgresql://host:port/database}, without user and password; empty = a file in the home
 * @param schema of the database that has its tables
 * @param timeout the longest that a statement may take
 * @param connections for look-ups at the most
 */
public record StateSettings(
        String url, String user, Secret password, String schema, Duration timeout, int connections) {

    /** Leaves room for the name of a store. */
    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,30}");

    static final Option<String> URL = Option.text(
            "freshet.state",
            "",
            "Where the state is kept: jdbc:postgresql://HOST:PORT/NAME is a database of PostgreSQL; empty is a file in data/ of the home. Behind a ? may stand options of the driver, such as sslmode=verify-full. It needs a store elsewhere, since the embedded one is in that file.",
            "jdbc:postgresql://db.example.org:5432/knowledge");
    static final Option<String> USER =
            Option.text("freshet.state.user", "", "User name at the PostgreSQL of the state.", "freshet");
    static final Option<String> PASSWORD = Option.secret(
            "freshet.state.password", "Password at the PostgreSQL of the state.", "{{env:FRESHET_STATE_PASSWORD}}");
    static final Option<String> SCHEMA = Option.text(
            "freshet.state.schema",
            "freshet",
            "The schema of the state's tables, which is made where it is missing: lower case letters, digits and _. Each home has its own; a store with a name has one whose name ends with _NAME.",
            "freshet_handbook");
    static final Option<Duration> TIMEOUT = new Option<>(
            "freshet.state.timeout",
            OptionType.DURATION,
            "",
            Duration.ofMinutes(1),
            Duration.ofSeconds(1),
            Duration.ofMinutes(30),
            "The longest that the PostgreSQL of the state may take for a statement; then it is out of reach.",
            "5m");
    static final Option<Integer> CONNECTIONS = Option.number(
            "freshet.state.connections",
            "connections",
            8,
            1,
            100,
            "Connections that look something up in the PostgreSQL of the state at the most; one more writes.",
            "16");
    static final List<Option<?>> OPTIONS = List.of(URL, USER, PASSWORD, SCHEMA, TIMEOUT, CONNECTIONS);

    /**
     * @param stores all of the home
     */
    static StateSettings of(OptionValues values, Collection<StoreSettings> stores) {
        StateSettings settings = new StateSettings(
                PostgresAddress.plain(values.get(URL)),
                values.get(USER),
                values.secret(PASSWORD),
                values.get(SCHEMA),
                values.get(TIMEOUT),
                values.get(CONNECTIONS));
        if (settings.isElsewhere()) {
            settings.check(values, stores);
        }
        return settings;
    }

    /** The state of a store: one with a name has a schema of its own. */
    StateSettings ofStore(String name) {
        String own = name.isEmpty() ? schema : schema + "_" + name;
        return new StateSettings(url, user, password, own, timeout, connections);
    }

    /** Whether it is in PostgreSQL. */
    public boolean isElsewhere() {
        return !url.isEmpty();
    }

    private void check(OptionValues values, Collection<StoreSettings> stores) {
        PostgresAddress.refusal(url, "jdbc:", USER, PASSWORD).ifPresent(reason -> values.refuse(URL, reason));
        if (!NAME.matcher(schema).matches()) {
            values.refuse(
                    SCHEMA,
                    "'" + schema + "' is no name such as freshet: lower case letters, digits and _, up to 31 of them");
        }
        stores.stream()
                .filter(store -> store.kind() == StoreKind.EMBEDDED)
                .forEach(store -> values.refuse(
                        URL,
                        "the embedded store is in the file of the state, and so can't be used with a state in PostgreSQL."
                                + " Set " + store.kindOption()
                                + " to one elsewhere, such as pgvector, or leave " + URL.name() + " out"));
    }
}
