package dev.freshet.config;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A store in Chroma.
 *
 * @param url of the REST interface
 * @param key for what stands before it; not set = none
 */
public record ChromaSettings(String url, Secret key, String tenant, String database, String collection) {

    /** As Chroma takes it for a collection; names of tenants and databases have no other characters either. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{1,510}[A-Za-z0-9]");

    static final Option<String> URL = Option.text(
            "freshet.store.chroma.url", "", "Address of Chroma's REST interface.", "https://chroma.example.org:8000");
    static final Option<String> KEY = Option.secret(
            "freshet.store.chroma.key",
            "Token that is sent as x-chroma-token, for a server that wants one.",
            "{{env:FRESHET_CHROMA_KEY}}");
    static final Option<String> TENANT =
            Option.text("freshet.store.chroma.tenant", "default_tenant", "Tenant of the database.", "acme");
    static final Option<String> DATABASE = Option.text(
            "freshet.store.chroma.database", "default_database", "Database that has the collection.", "knowledge");
    static final Option<String> COLLECTION = Option.text(
            "freshet.store.chroma.collection",
            "freshet",
            "The collection, which the first write makes: letters, digits, dots, _ and -, at least three.",
            "handbook");
    static final List<Option<?>> OPTIONS = List.of(URL, KEY, TENANT, DATABASE, COLLECTION);

    /**
     * @param isUsed whether it is the store that was chosen
     */
    static ChromaSettings of(OptionValues values, boolean isUsed) {
        ChromaSettings settings = new ChromaSettings(
                values.get(URL), values.secret(KEY), values.get(TENANT), values.get(DATABASE), values.get(COLLECTION));
        if (isUsed || !settings.url().isEmpty()) {
            settings.check(values);
        }
        return settings;
    }

    private void check(OptionValues values) {
        StoreAddress.check(URL, url, "chroma", "http://localhost:8000", values);
        checkName(TENANT, tenant, values);
        checkName(DATABASE, database, values);
        checkName(COLLECTION, collection, values);
    }

    private static void checkName(Option<String> option, String name, OptionValues values) {
        if (!NAME.matcher(name).matches()) {
            values.refuse(
                    option,
                    "'" + name + "' is no name of Chroma's: at least three letters, digits, dots, _ and -, a letter or"
                            + " a digit first and last");
        }
    }
}
