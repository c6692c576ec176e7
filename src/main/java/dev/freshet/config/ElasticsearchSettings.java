package dev.freshet.config;

import java.util.List;

/**
 * A store in Elasticsearch.
 *
 * @param url of the REST interface
 * @param key of the interface; not set = none
 */
public record ElasticsearchSettings(String url, Secret key, String index) {

    static final Option<String> URL = Option.text(
            "freshet.store.elasticsearch.url",
            "",
            "Address of Elasticsearch's REST interface.",
            "https://elasticsearch.example.org:9200");
    static final Option<String> KEY = Option.secret(
            "freshet.store.elasticsearch.key",
            "API key of Elasticsearch in its encoded form, which must be one that may write.",
            "{{env:FRESHET_ELASTICSEARCH_KEY}}");
    static final Option<String> INDEX = Option.text(
            "freshet.store.elasticsearch.index",
            "freshet",
            "The index, which the first write makes: lower case letters, digits, dots, _ and -.",
            "handbook");
    static final List<Option<?>> OPTIONS = List.of(URL, KEY, INDEX);

    /**
     * @param isUsed whether it is the store that was chosen
     */
    static ElasticsearchSettings of(OptionValues values, boolean isUsed) {
        ElasticsearchSettings settings =
                new ElasticsearchSettings(values.get(URL), values.secret(KEY), values.get(INDEX));
        if (isUsed || !settings.url().isEmpty()) {
            StoreAddress.check(URL, settings.url(), "elasticsearch", "http://localhost:9200", values);
            IndexName.check(INDEX, settings.index(), values);
        }
        return settings;
    }
}
