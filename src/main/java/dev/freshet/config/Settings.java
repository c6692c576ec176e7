package dev.freshet.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every option of a home, read from its {@code application.properties}; a missing file means all defaults.
 *
 * @param webhookSecrets what senders of webhooks sign with, by source
 * @param camel the {@code camel.*} entries, which belong to Camel and are not looked at
 */
public record Settings(
        WorkSettings work,
        ExtractSettings extract,
        ChunkSettings chunk,
        EmbeddingSettings embedding,
        CacheSettings cache,
        StoreSettings store,
        GuardSettings guard,
        RetrySettings retry,
        OutageSettings outage,
        LogSettings log,
        ServiceSettings service,
        HttpSettings http,
        AlertSettings alert,
        RouteSettings routes,
        Map<String, Secret> webhookSecrets,
        Map<String, String> camel) {

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

    static Settings load(Path home, Map<String, String> environment, Problems problems) {
        PropertiesFile file = PropertiesFile.read(home, problems);
        refuseUnknown(file, problems);
        Placeholders placeholders = new Placeholders(file.asMap(), environment);
        OptionValues values = new OptionValues(home, file, environment, placeholders, problems);
        RouteSettings routes = RouteSettings.of(values);
        routes.check(file, placeholders, problems);
        hideSecretsOfCamel(file, placeholders);
        ChunkSettings chunk = ChunkSettings.of(values);
        return new Settings(
                WorkSettings.of(values),
                ExtractSettings.of(values),
                chunk,
                EmbeddingSettings.of(values, chunk),
                CacheSettings.of(values),
                StoreSettings.of(values),
                GuardSettings.of(values),
                RetrySettings.of(values),
                OutageSettings.of(values),
                LogSettings.of(values),
                ServiceSettings.of(values),
                HttpSettings.of(values),
                AlertSettings.of(values),
                routes,
                values.secrets(WEBHOOK_SECRET),
                camelEntries(file));
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
        return name.startsWith("camel.") || name.startsWith(WEBHOOK_SECRET);
    }

    private static Map<String, String> camelEntries(PropertiesFile file) {
        return file.entries().stream()
                .filter(entry -> entry.key().startsWith("camel."))
                .collect(Collectors.toUnmodifiableMap(
                        PropertiesFile.Entry::key, PropertiesFile.Entry::value, (earlier, later) -> later));
    }

    /** Every option by name with the value in force, for the routes' placeholders and the log at start. Secrets aren't among them. */
    public Map<String, String> effective() {
        Map<String, String> all = new LinkedHashMap<>();
        put(all, WorkSettings.WORKERS, work.workers());
        put(all, WorkSettings.QUEUE, work.queue());
        put(all, ExtractSettings.TIMEOUT, extract.timeout());
        put(all, ExtractSettings.MEMORY, extract.memory());
        put(all, ExtractSettings.MAX_TEXT, extract.maxText());
        put(all, ExtractSettings.MAX_SIZE, extract.maxSize());
        put(all, ChunkSettings.SIZE, chunk.size());
        put(all, ChunkSettings.OVERLAP, chunk.overlap());
        put(all, EmbeddingSettings.KIND, embedding.text());
        put(all, OnnxSettings.FOLDER, embedding.onnx().text());
        put(all, OnnxSettings.POOLING, embedding.onnx().pooling());
        put(all, OnnxSettings.MAX_TOKENS, embedding.onnx().maxTokens());
        put(all, OpenAiSettings.URL, embedding.openai().url());
        put(all, OpenAiSettings.MODEL, embedding.openai().model());
        put(all, OpenAiSettings.DIMENSIONS, embedding.openai().dimensions());
        put(all, OpenAiSettings.SHORTEN_TO, embedding.openai().shortenTo());
        put(all, OpenAiSettings.MAX_TOKENS, embedding.openai().maxTokens());
        put(all, OpenAiSettings.BATCH, embedding.openai().batch());
        put(all, OpenAiSettings.BATCH_TOKENS, embedding.openai().batchTokens());
        put(all, OpenAiSettings.REQUESTS_PER_MINUTE, embedding.openai().requestsPerMinute());
        put(all, OpenAiSettings.TOKENS_PER_MINUTE, embedding.openai().tokensPerMinute());
        put(all, OpenAiSettings.TIMEOUT, embedding.openai().timeout());
        put(all, OllamaSettings.URL, embedding.ollama().url());
        put(all, OllamaSettings.MODEL, embedding.ollama().model());
        put(all, OllamaSettings.DIMENSIONS, embedding.ollama().dimensions());
        put(all, OllamaSettings.MAX_TOKENS, embedding.ollama().maxTokens());
        put(all, OllamaSettings.BATCH, embedding.ollama().batch());
        put(all, OllamaSettings.TIMEOUT, embedding.ollama().timeout());
        put(all, CacheSettings.KEEP, cache.keep());
        put(all, StoreSettings.KIND, store.kind().text());
        put(all, StoreSettings.TIMEOUT, store.timeout());
        put(all, PgvectorSettings.URL, store.pgvector().url());
        put(all, PgvectorSettings.USER, store.pgvector().user());
        put(all, PgvectorSettings.TABLE, store.pgvector().table());
        put(all, PgvectorSettings.CONNECTIONS, store.pgvector().connections());
        put(all, QdrantSettings.URL, store.qdrant().url());
        put(all, QdrantSettings.COLLECTION, store.qdrant().collection());
        put(all, ChromaSettings.URL, store.chroma().url());
        put(all, ChromaSettings.TENANT, store.chroma().tenant());
        put(all, ChromaSettings.DATABASE, store.chroma().database());
        put(all, ChromaSettings.COLLECTION, store.chroma().collection());
        put(all, GuardSettings.DOCUMENTS, guard.documents());
        put(all, GuardSettings.PERCENT, guard.percent());
        put(all, RetrySettings.ATTEMPTS, retry.attempts());
        put(all, RetrySettings.FIRST_DELAY, retry.firstDelay());
        put(all, RetrySettings.MAX_DELAY, retry.maxDelay());
        put(all, OutageSettings.PATIENCE, outage.patience());
        put(all, OutageSettings.PAUSE, outage.pause());
        put(all, LogSettings.KEEP, log.keep());
        put(all, LogSettings.SIZE, log.size());
        put(all, LogSettings.FORMAT, log.format());
        put(all, ServiceSettings.JITTER, service.jitter());
        put(all, ServiceSettings.MAX_AGE, service.maxAge());
        put(all, ServiceSettings.STOP_PATIENCE, service.stopPatience());
        put(all, ServiceSettings.KEEP_RUNS, service.keepRuns());
        put(all, HttpSettings.ADDRESS, http.address());
        put(all, HttpSettings.PORT, http.port());
        put(all, HttpSettings.MAX_BODY, http.maxBody());
        put(all, HttpSettings.MAX_WAITING, http.maxWaiting());
        put(all, HttpSettings.PATIENCE, http.patience());
        put(all, AlertSettings.MAIL_SERVER, alert.mailServer());
        put(all, AlertSettings.MAIL_USER, alert.mailUser());
        put(all, AlertSettings.MAIL_FROM, alert.mailFrom());
        put(all, AlertSettings.MAIL_TO, alert.mailTo());
        put(all, AlertSettings.FAILURES, alert.failures());
        put(all, RouteSettings.ALLOW, routes.text());
        return all;
    }

    private static <T extends Comparable<? super T>> void put(Map<String, String> all, Option<T> option, T value) {
        all.put(option.name(), option.print(value));
    }

    /** The beans that {@code camel.beans.} entries make, which routes may name. */
    public List<String> beans() {
        return RouteSettings.beans(camel);
    }

    /** Every secret, so that what is printed can be searched for them. */
    public List<String> secrets() {
        return Stream.concat(
                        Stream.of(
                                embedding.openai().key(),
                                http.token(),
                                alert.webhook(),
                                alert.mailPassword(),
                                store.pgvector().password(),
                                store.qdrant().key(),
                                store.chroma().key()),
                        webhookSecrets.values().stream())
                .filter(Secret::isSet)
                .map(Secret::text)
                .toList();
    }

    /** What a placeholder in a route may name: the options with their values in force, and Camel's entries. */
    public Placeholders placeholders() {
        Map<String, String> all = effective();
        all.putAll(camel);
        return new Placeholders(Map.copyOf(all), System.getenv());
    }
}
