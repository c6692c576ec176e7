package dev.freshet.config;

import java.util.List;

/**
 * A store in OpenSearch.
 *
 * @param url of the REST interface
 * @param user empty = nobody is asked who it is
 */
public record OpenSearchSettings(String url, String user, Secret password, String index) {

    static final Option<String> URL = Option.text(
            "freshet.store.opensearch.url",
            "",
            "Address of OpenSearch's REST interface.",
            "https://opensearch.example.org:9200");
    static final Option<String> USER = Option.text(
            "freshet.store.opensearch.user",
            "",
            "User name at OpenSearch. Without one, nobody is asked who it is.",
            "freshet");
    static final Option<String> PASSWORD = Option.secret(
            "freshet.store.opensearch.password", "Password at OpenSearch.", "{{env:FRESHET_OPENSEARCH_PASSWORD}}");
    static final Option<String> INDEX = Option.text(
            "freshet.store.opensearch.index",
            "freshet",
            "The index, which the first write makes: lower case letters, digits, dots, _ and -.",
            "handbook");
    static final List<Option<?>> OPTIONS = List.of(URL, USER, PASSWORD, INDEX);

    /**
     * @param isUsed whether it is the store that was chosen
     */
    static OpenSearchSettings of(OptionValues values, boolean isUsed) {
        OpenSearchSettings settings =
                new OpenSearchSettings(values.get(URL), values.get(USER), values.secret(PASSWORD), values.get(INDEX));
        if (isUsed || !settings.url().isEmpty()) {
            StoreAddress.check(URL, settings.url(), "opensearch", "http://localhost:9200", values);
            IndexName.check(INDEX, settings.index(), values);
        }
        return settings;
    }
}
