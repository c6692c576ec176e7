package dev.freshet.config;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every option of a home, read from its {@code application.properties}; a missing file means all defaults.
 *
 * @param store the one that is meant
 * @param stores all that have a name
 * @param state of the store that is meant
 * @param webhookSecrets what senders of webhooks sign with, by source
 * @param camel the {@code camel.*} entries, which belong to Camel and are not looked at
 * @param effective every option by name with the value in force, for the routes' placeholders and the log at start; secrets
 *     aren't among them
 * @param hidden every secret that was read
 */
public record Settings(
        WorkSettings work,
        ExtractSettings extract,
        ChunkSettings chunk,
        EmbeddingSettings embedding,
        CacheSettings cache,
        StoreSettings store,
        List<StoreSettings> stores,
        StateSettings state,
        GuardSettings guard,
        RetrySettings retry,
        OutageSettings outage,
        LogSettings log,
        ServiceSettings service,
        HttpSettings http,
        AlertSettings alert,
        RouteSettings routes,
        Map<String, Secret> webhookSecrets,
        Map<String, String> camel,
        Map<String, String> effective,
        List<Secret> hidden) {

    /** Begins the options that hold the secret of a source's webhook; the source's id follows. */
    public static final String WEBHOOK_SECRET = "freshet.webhook.secret.";

    /** In the order of the documentation. */
    static final List<Option<?>> OPTIONS = Stream.of(
                    WorkSettings.OPTIONS,
                    ExtractSettings.OPTIONS,
                    ChunkSettings.OPTIONS,
                    EmbeddingSettings.OPTIONS,
                    CacheSettings.OPTIONS,
                    StoreSettings.OPTIONS,
                    StateSettings.OPTIONS,
                    GuardSettings.OPTIONS,
                    RetrySettings.OPTIONS,
                    OutageSettings.OPTIONS,
                    LogSettings.OPTIONS,
                    ServiceSettings.OPTIONS,
                    HttpSettings.OPTIONS,
                    AlertSettings.OPTIONS,
                    RouteSettings.OPTIONS)
            .<Option<?>>flatMap(List::stream)
            .toList();

    /** Reports every problem; an option with a problem stands at its default. */
    public static Settings load(Path home, Problems problems) {
        return load(home, System.getenv(), problems);
    }

    /**
     * The same for a store that has a name.
     *
     * @param store empty = the one of {@code freshet.store}
     */
    public static Settings load(Path home, String store, Problems problems) {
        return load(home, store, System.getenv(), problems);
    }

    static Settings load(Path home, Map<String, String> environment, Problems problems) {
        return load(home, "", environment, problems);
    }

    static Settings load(Path home, String store, Map<String, String> environment, Problems problems) {
        PropertiesFile file = PropertiesFile.read(home, problems);
        refuseUnknown(file, problems);
        Placeholders placeholders = new Placeholders(file.asMap(), environment);
        OptionValues values = new OptionValues(home, file, environment, placeholders, problems);
        RouteSettings routes = RouteSettings.of(values);
        routes.check(file, placeholders, problems);
        hideSecretsOfCamel(file, placeholders);
        NamedStores stores = NamedStores.of(file, values, problems);
        return new Settings(
                WorkSettings.of(values),
                ExtractSettings.of(values),
                stores.chunk(store),
                stores.embedding(store),
                CacheSettings.of(values),
                stores.settings(store),
                stores.named(),
                StateSettings.of(values, stores.settings()).ofStore(store),
                GuardSettings.of(values),
                RetrySettings.of(values),
                OutageSettings.of(values),
                LogSettings.of(values),
                ServiceSettings.of(values),
                stores.http(store, HttpSettings.of(values)),
                AlertSettings.of(values),
                routes,
                values.secrets(WEBHOOK_SECRET),
                camelEntries(file),
                stores.inForce(store, values.inForce()),
                values.secretsRead());
    }

    private static void hideSecretsOfCamel(PropertiesFile file, Placeholders placeholders) {
        file.entries().stream()
                .filter(entry -> entry.key().startsWith("camel.") && KnownSecrets.isNameOfOne(entry.key()))
                .map(entry -> placeholders.resolve(entry.value()))
                .filter(Placeholders.Resolved::isKnown)
                .forEach(value -> KnownSecrets.add(value.text()));
    }

    private static void refuseUnknown(PropertiesFile file, Problems problems) {
        List<String> names = OPTIONS.stream().map(Option::name).toList();
        for (PropertiesFile.Entry entry : file.entries()) {
            if (!names.contains(entry.key()) && !isFree(entry.key())) {
                String near = Suggestion.of(entry.key(), names);
                String remedy = near.isEmpty() ? " docs/options.md lists them; 'camel.' begins those of Camel." : near;
                problems.error(PropertiesFile.NAME, entry.line(), 1, "unknown option '" + entry.key() + "'." + remedy);
            }
        }
    }

    private static boolean isFree(String name) {
        return name.startsWith("camel.") || name.startsWith(WEBHOOK_SECRET) || name.startsWith(NamedStores.PREFIX);
    }

    private static Map<String, String> camelEntries(PropertiesFile file) {
        return file.entries().stream()
                .filter(entry -> entry.key().startsWith("camel."))
                .collect(Collectors.toUnmodifiableMap(
                        PropertiesFile.Entry::key, PropertiesFile.Entry::value, (earlier, later) -> later));
    }

    /** The beans that {@code camel.beans.} entries make, which routes may name. */
    public List<String> beans() {
        return RouteSettings.beans(camel);
    }

    /** Every secret, those of all stores included, so that what is printed can be searched for them. */
    public List<String> secrets() {
        return hidden.stream().map(Secret::text).toList();
    }

    /** What a placeholder in a route may name: the options with their values in force, and Camel's entries. */
    public Placeholders placeholders() {
        Map<String, String> all = new HashMap<>(effective);
        all.putAll(camel);
        return new Placeholders(Map.copyOf(all), System.getenv());
    }
}
