package dev.freshet.config;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A store in Weaviate.
 *
 * @param url of the REST interface
 * @param key of the interface; not set = none
 */
public record WeaviateSettings(String url, Secret key, String collection) {

    private static final Pattern NAME = Pattern.compile("[A-Z][A-Za-z0-9_]{0,199}");

    static final Option<String> URL = Option.text(
            "freshet.store.weaviate.url",
            "",
            "Address of Weaviate's REST interface.",
            "https://weaviate.example.org:8080");
    static final Option<String> KEY = Option.secret(
            "freshet.store.weaviate.key",
            "API key of Weaviate, which must be one that may write.",
            "{{env:FRESHET_WEAVIATE_KEY}}");
    static final Option<String> COLLECTION = Option.text(
            "freshet.store.weaviate.collection",
            "Freshet",
            "The collection, which the first write makes: letters, digits and _, a capital letter first.",
            "Handbook");
    static final List<Option<?>> OPTIONS = List.of(URL, KEY, COLLECTION);

    /**
     * @param isUsed whether it is the store that was chosen
     */
    static WeaviateSettings of(OptionValues values, boolean isUsed) {
        WeaviateSettings settings = new WeaviateSettings(values.get(URL), values.secret(KEY), values.get(COLLECTION));
        if (isUsed || !settings.url().isEmpty()) {
            settings.check(values);
        }
        return settings;
    }

    private void check(OptionValues values) {
        StoreAddress.check(URL, url, "weaviate", "http://localhost:8080", values);
        if (!NAME.matcher(collection).matches()) {
            values.refuse(
                    COLLECTION,
                    "'" + collection + "' is no name of Weaviate's: letters, digits and _, a capital letter first");
        }
    }
}
