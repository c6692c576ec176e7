package dev.freshet.config;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A store in Qdrant.
 *
 * @param url of the REST interface
 * @param key of the interface; not set = none
 */
public record QdrantSettings(String url, Secret key, String collection) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,100}");

    static final Option<String> URL = Option.text(
            "freshet.store.qdrant.url", "", "Address of Qdrant's REST interface.", "https://qdrant.example.org:6333");
    static final Option<String> KEY = Option.secret(
            "freshet.store.qdrant.key",
            "API key of Qdrant, which must be one that may write.",
            "{{env:FRESHET_QDRANT_KEY}}");
    static final Option<String> COLLECTION = Option.text(
            "freshet.store.qdrant.collection",
            "freshet",
            "The collection, which the first write makes: letters, digits, _ and -.",
            "handbook");
    static final List<Option<?>> OPTIONS = List.of(URL, KEY, COLLECTION);

    /**
     * @param isUsed whether it is the store that was chosen
     */
    static QdrantSettings of(OptionValues values, boolean isUsed) {
        QdrantSettings settings = new QdrantSettings(values.get(URL), values.secret(KEY), values.get(COLLECTION));
        if (isUsed || !settings.url().isEmpty()) {
            settings.check(values);
        }
        return settings;
    }

    private void check(OptionValues values) {
        StoreAddress.check(URL, url, "qdrant", "http://localhost:6333", values);
        if (!NAME.matcher(collection).matches()) {
            values.refuse(COLLECTION, "'" + collection + "' has other characters than letters, digits, _ and -");
        }
    }
}
