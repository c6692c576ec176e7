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

    private static final Pattern ADDRESS = Pattern.compile("postgresql://[^/?#@\\s]+/[^/?#@\\s]+(\\?\\S*)?");
    private static final Pattern WHO = Pattern.compile("[?&](user|password)=");
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
        String url = values.get(URL);
        String address = url.startsWith("jdbc:") ? url.substring("jdbc:".length()) : url;
        PgvectorSettings settings = new PgvectorSettings(
                address, values.get(USER), values.secret(PASSWORD), values.get(TABLE), values.get(CONNECTIONS));
        if (isUsed || !url.isEmpty()) {
            settings.check(values);
        }
        return settings;
    }

    private void check(OptionValues values) {
        if (WHO.matcher(url).find() || url.contains("@")) {
            values.refuse(
                    URL, "a user or a password is in the address. Set " + USER.name() + " and " + PASSWORD.name());
        } else if (!ADDRESS.matcher(url).matches()) {
            values.refuse(
                    URL,
                    StoreSettings.KIND,
                    url.isEmpty()
                            ? "the store pgvector needs an address such as postgresql://localhost:5432/freshet"
                            : "'" + url + "' is no address such as postgresql://localhost:5432/freshet");
        }
        if (!NAME.matcher(table).matches()) {
            values.refuse(
                    TABLE,
                    "'" + table + "' is no name such as freshet_chunks or search.handbook: lower case letters, digits"
                            + " and _, up to 48 of them");
        }
    }
}
