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
 * @param camel the {@code camel.*} entries, which belong to Camel and are not looked at
 */
public record Settings(
        WorkSettings work,
        ChunkSettings chunk,
        CacheSettings cache,
        GuardSettings guard,
        RetrySettings retry,
        LogSettings log,
        Map<String, String> camel) {

    /** In the order of the documentation. */
    static final List<Option<?>> OPTIONS = Stream.of(
                    WorkSettings.OPTIONS,
                    ChunkSettings.OPTIONS,
                    CacheSettings.OPTIONS,
                    GuardSettings.OPTIONS,
                    RetrySettings.OPTIONS,
                    LogSettings.OPTIONS)
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
        OptionValues values = new OptionValues(file, placeholders, problems);
        return new Settings(
                WorkSettings.of(values),
                ChunkSettings.of(values),
                CacheSettings.of(values),
                GuardSettings.of(values),
                RetrySettings.of(values),
                LogSettings.of(values),
                camelEntries(file));
    }

    private static void refuseUnknown(PropertiesFile file, Problems problems) {
        List<String> names = OPTIONS.stream().map(Option::name).toList();
        for (PropertiesFile.Entry entry : file.entries()) {
            if (!names.contains(entry.key()) && !entry.key().startsWith("camel.")) {
                String near = Suggestion.of(entry.key(), names);
                String remedy = near.isEmpty() ? " docs/options.md lists them; 'camel.' begins those of Camel." : near;
                problems.error(PropertiesFile.NAME, entry.line(), 1, "unknown option '" + entry.key() + "'." + remedy);
            }
        }
    }

    private static Map<String, String> camelEntries(PropertiesFile file) {
        return file.entries().stream()
                .filter(entry -> entry.key().startsWith("camel."))
                .collect(Collectors.toUnmodifiableMap(
                        PropertiesFile.Entry::key, PropertiesFile.Entry::value, (earlier, later) -> later));
    }

    /** Every option by name with the value in force, for the routes' placeholders and the log at start. */
    public Map<String, String> effective() {
        Map<String, String> all = new LinkedHashMap<>();
        put(all, WorkSettings.WORKERS, work.workers());
        put(all, WorkSettings.QUEUE, work.queue());
        put(all, ChunkSettings.SIZE, chunk.size());
        put(all, ChunkSettings.OVERLAP, chunk.overlap());
        put(all, CacheSettings.KEEP, cache.keep());
        put(all, GuardSettings.DOCUMENTS, guard.documents());
        put(all, GuardSettings.PERCENT, guard.percent());
        put(all, RetrySettings.ATTEMPTS, retry.attempts());
        put(all, RetrySettings.FIRST_DELAY, retry.firstDelay());
        put(all, RetrySettings.MAX_DELAY, retry.maxDelay());
        put(all, LogSettings.KEEP, log.keep());
        put(all, LogSettings.SIZE, log.size());
        return all;
    }

    private static <T extends Comparable<? super T>> void put(Map<String, String> all, Option<T> option, T value) {
        all.put(option.name(), option.print(value));
    }

    /** What a placeholder in a route may name: the options with their values in force, and Camel's entries. */
    public Placeholders placeholders() {
        Map<String, String> all = effective();
        all.putAll(camel);
        return new Placeholders(Map.copyOf(all), System.getenv());
    }
}
