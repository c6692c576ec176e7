package dev.freshet.config;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A store in Milvus.
 *
 * @param url of the REST interface
 * @param key of the interface; not set = none
 */
public record MilvusSettings(String url, Secret key, String database, String collection) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,199}");

    static final Option<String> URL = Option.text(
            "freshet.store.milvus.url", "", "Address of Milvus's REST interface.", "https://milvus.example.org:19530");
    static final Option<String> KEY = Option.secret(
            "freshet.store.milvus.key",
            "What lets in at Milvus: USER:PASSWORD, or an API key.",
            "{{env:FRESHET_MILVUS_KEY}}");
    static final Option<String> DATABASE =
            Option.text("freshet.store.milvus.database", "default", "Database that has the collection.", "knowledge");
    static final Option<String> COLLECTION = Option.text(
            "freshet.store.milvus.collection",
            "freshet",
            "The collection, which the first write makes: letters, digits and _.",
            "handbook");
    static final List<Option<?>> OPTIONS = List.of(URL, KEY, DATABASE, COLLECTION);

    /**
     * @param isUsed whether it is the store that was chosen
     */
    static MilvusSettings of(OptionValues values, boolean isUsed) {
        MilvusSettings settings =
                new MilvusSettings(values.get(URL), values.secret(KEY), values.get(DATABASE), values.get(COLLECTION));
        if (isUsed || !settings.url().isEmpty()) {
            settings.check(values);
        }
        return settings;
    }

    private void check(OptionValues values) {
        StoreAddress.check(URL, url, "milvus", "http://localhost:19530", values);
        checkName(DATABASE, database, values);
        checkName(COLLECTION, collection, values);
    }

    private static void checkName(Option<String> option, String name, OptionValues values) {
        if (!NAME.matcher(name).matches()) {
            values.refuse(option, "'" + name + "' is no name of Milvus's: letters, digits and _, and no digit first");
        }
    }
}
