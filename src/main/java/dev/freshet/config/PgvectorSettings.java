package dev.freshet.config;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A store in PostgreSQL.
 *
 * @param url {@code postgresql://host:port/database}; neither user nor password is in it
 * @param table with or without a schema
 * @param connections at the most
 */
public record PgvectorSettings(String url, String user, Secret password, String table, int connections) {

    private static final Pattern NAME = Pattern.compile("([a-z_][a-z0-9_]{0,47}\\.)?[a-z_][a-z0-9_]{0,47}");

    static final Option<String> URL = Option.text(
            "freshet.store.pgvector.url",
            "",
            "The database: postgresql://HOST:PORT/NAME. Behind a ? may stand options of the driver, such as sslmode=verify-full.",
            "postgresql://db.example.org:5432/knowledge");
    static final Option<String> USER =
            Option.text("freshet.store.pgvector.user", "", "User name at PostgreSQL.", "freshet");
    static final Option<String> PASSWORD = Option.secret(
            "freshet.store.pgvector.password", "Password at PostgreSQL.", "{{env:FRESHET_PGVECTOR_PASSWORD}}");
    static final Option<String> TABLE = Option.text(
            "freshet.store.pgvector.table",
            "freshet_chunks",
            "The table, which the first write makes, with or without a schema before it: lower case letters, digits and _.",
            "search.handbook");
    static final Option<Integer> CONNECTIONS = Option.number(
            "freshet.store.pgvector.connections",
            "connections",
            8,
            1,
            100,
            "Connections to PostgreSQL at the most.",
            "16");
    static final List<Option<?>> OPTIONS = List.of(URL, USER, PASSWORD, TABLE, CONNECTIONS);

    /**
     * @param isUsed whether it is the store that was chosen
     */
    static PgvectorSettings of(OptionValues values, boolean isUsed) {
        String url = PostgresAddress.plain(values.get(URL));
        PgvectorSettings settings = new PgvectorSettings(
                url, values.get(USER), values.secret(PASSWORD), values.get(TABLE), values.get(CONNECTIONS));
        if (isUsed || !url.isEmpty()) {
            settings.check(values);
        }
        return settings;
    }

    private void check(OptionValues values) {
        if (url.isEmpty()) {
            values.refuse(
                    URL,
                    StoreSettings.KIND,
                    "the store pgvector needs an address such as postgresql://localhost:5432/freshet");
        } else {
            PostgresAddress.refusal(url, "", USER, PASSWORD).ifPresent(reason -> values.refuse(URL, reason));
        }
        if (!NAME.matcher(table).matches()) {
            values.refuse(
                    TABLE,
                    "'" + table + "' is no name such as freshet_chunks or search.handbook: lower case letters, digits"
                            + " and _, up to 48 of them");
        }
    }
}
