package dev.freshet.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Stores beside the one of {@code freshet.store}: {@code freshet.stores.NAME} says what one is, and {@code
 * freshet.stores.NAME.URL} what {@code freshet.store.URL} says of the other. What isn't said of its model and its chunks is as
 * it is for the other.
 *
 * @param all by name; under the empty name is the one of {@code freshet.store}
 */
record NamedStores(Map<String, Store> all) {

    /** Begins the options of a store with a name. */
    static final String PREFIX = "freshet.stores.";

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]{0,30}");

    /** One of them, and the values of its options, which bear the names that they have for {@code freshet.store}. */
    private record Store(
            StoreSettings settings,
            int port,
            ChunkSettings chunk,
            EmbeddingSettings embedding,
            Map<String, String> inForce) {

        static Store of(String name, OptionValues values) {
            ChunkSettings chunk = ChunkSettings.of(values);
            return new Store(
                    StoreSettings.of(name, values),
                    name.isEmpty() ? 0 : StoreSettings.port(values),
                    chunk,
                    EmbeddingSettings.of(values, chunk),
                    values.inForce());
        }
    }

    static NamedStores of(PropertiesFile file, OptionValues values, Problems problems) {
        Map<String, Store> all = new TreeMap<>();
        all.put("", Store.of("", values));
        Map<String, List<PropertiesFile.Entry>> named = byName(file, problems);
        named.forEach((name, entries) -> {
            refuseUnknown(name, entries, problems);
            all.put(name, Store.of(name, values.ofStore(name)));
        });
        return new NamedStores(all);
    }

    private static Map<String, List<PropertiesFile.Entry>> byName(PropertiesFile file, Problems problems) {
        Map<String, List<PropertiesFile.Entry>> named = new TreeMap<>();
        for (PropertiesFile.Entry entry : file.entries()) {
            if (!entry.key().startsWith(PREFIX)) {
                continue;
            }
            String name = entry.key().substring(PREFIX.length()).split("\\.", 2)[0];
            if (NAME.matcher(name).matches() && !name.equals(StoreSettings.MAIN)) {
                named.computeIfAbsent(name, none -> new ArrayList<>()).add(entry);
            } else {
                problems.error(
                        PropertiesFile.NAME,
                        entry.line(),
                        1,
                        entry.key() + ": '" + name
                                + "' is no name of a store. It begins with a lower case letter, has only"
                                + " lower case letters and digits, up to 31 of them, and isn't main, which is the store of"
                                + " freshet.store");
            }
        }
        return named;
    }

    private static void refuseUnknown(String store, List<PropertiesFile.Entry> entries, Problems problems) {
        List<String> names = StoreSettings.optionsOfNamed()
                .map(option -> option.ofStore(store).name())
                .toList();
        for (PropertiesFile.Entry entry : entries) {
            if (!names.contains(entry.key())) {
                problems.error(
                        PropertiesFile.NAME,
                        entry.line(),
                        1,
                        "unknown option '" + entry.key() + "'." + Suggestion.of(entry.key(), names)
                                + " A store with a name has the options of freshet.store, freshet.embedding and"
                                + " freshet.chunk in docs/options.md.");
            }
        }
    }

    /** Of all stores. */
    List<StoreSettings> settings() {
        return all.values().stream().map(Store::settings).toList();
    }

    List<StoreSettings> named() {
        return settings().stream().filter(store -> !store.name().isEmpty()).toList();
    }

    /** What is said of a store; of the one of {@code freshet.store} where there is none of this name. */
    private Store store(String name) {
        return Objects.requireNonNull(all.get(all.containsKey(name) ? name : ""));
    }

    StoreSettings settings(String name) {
        return store(name).settings();
    }

    ChunkSettings chunk(String name) {
        return store(name).chunk();
    }

    EmbeddingSettings embedding(String name) {
        return store(name).embedding();
    }

    /** The service of a store with a name has a port of its own. */
    HttpSettings http(String name, HttpSettings http) {
        return name.isEmpty() ? http : http.at(store(name).port());
    }

    Map<String, String> inForce(String name, Map<String, String> others) {
        Map<String, String> values = new HashMap<>(others);
        values.putAll(store(name).inForce());
        Map<String, String> ordered = new LinkedHashMap<>();
        Settings.OPTIONS.stream()
                .map(Option::name)
                .filter(values::containsKey)
                .forEach(option -> ordered.put(option, values.get(option)));
        return ordered;
    }
}
