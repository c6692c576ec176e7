package dev.freshet.config;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads options from the entries of a file, or from the environment, which stands above it; what can't be read is reported and stands at its default. */
final class OptionValues {

    private final Map<String, PropertiesFile.Entry> entries = new HashMap<>();
    private final Path home;
    private final Map<String, String> environment;
    private final Placeholders placeholders;
    private final Problems problems;
    private final Map<String, String> inForce = new HashMap<>();
    private final Set<Secret> secrets;
    private final String store;

    OptionValues(
            Path home,
            PropertiesFile file,
            Map<String, String> environment,
            Placeholders placeholders,
            Problems problems) {
        this.home = home;
        this.environment = environment;
        file.entries().forEach(entry -> entries.put(entry.key(), entry));
        this.placeholders = placeholders;
        this.problems = problems;
        this.secrets = new LinkedHashSet<>();
        this.store = "";
    }

    private OptionValues(OptionValues all, String store) {
        this.home = all.home;
        this.environment = all.environment;
        this.entries.putAll(all.entries);
        this.placeholders = all.placeholders;
        this.problems = all.problems;
        this.secrets = all.secrets;
        this.store = store;
    }

    /**
     * The same values as a store sees them that has a name: what is {@code freshet.store.url} elsewhere is {@code
     * freshet.stores.NAME.url} there, and {@code freshet.chunk.size} is {@code freshet.stores.NAME.chunk.size} where that
     * is written.
     */
    OptionValues ofStore(String name) {
        return new OptionValues(this, name);
    }

    /** What was read so far, by name, secrets left out. */
    Map<String, String> inForce() {
        return inForce;
    }

    /** All secrets that were read so far, those of stores with names included. */
    List<Secret> secretsRead() {
        return List.copyOf(secrets);
    }

    /** Notes that another value stands for an option than the one that is written. */
    <T extends Comparable<? super T>> T resolved(Option<T> option, T value) {
        inForce.put(option.name(), option.print(value));
        return value;
    }

    private <T extends Comparable<? super T>> Option<T> named(Option<T> option) {
        if (store.isEmpty()) {
            return option;
        }
        Option<T> own = option.ofStore(store);
        boolean isWritten = entries.containsKey(own.name()) || environment.containsKey(own.environmentName());
        return isWritten || !EmbeddingSettings.isOfRecipe(option.name()) ? own : option;
    }

    /** Where relative paths begin. */
    Path home() {
        return home;
    }

    <T extends Comparable<? super T>> T get(Option<T> option) {
        return resolved(option, read(named(option), option::parse, option.preset()));
    }

    Secret secret(Option<String> option) {
        Secret secret = read(named(option), text -> Secret.of(text, home), Secret.NONE);
        if (secret.isSet()) {
            secrets.add(secret);
        }
        return secret;
    }

    /** The secrets of options whose names begin so, by the rest of the name. */
    Map<String, Secret> secrets(String prefix) {
        Map<String, Secret> secrets = new TreeMap<>();
        for (String name : entries.keySet()) {
            if (name.startsWith(prefix)) {
                secrets.put(name.substring(prefix.length()), secret(Option.secret(name, "", "")));
            }
        }
        return Map.copyOf(secrets);
    }

    private <T> T read(Option<?> option, Function<String, T> parse, T preset) {
        PropertiesFile.Entry entry = entries.get(option.name());
        String written = environment.getOrDefault(option.environmentName(), entry == null ? null : entry.value());
        if (written == null) {
            return preset;
        }
        Placeholders.Resolved resolved = placeholders.resolve(written);
        if (!resolved.isKnown()) {
            resolved.missing().forEach(missing -> report(option, option, missing));
            return preset;
        }
        try {
            return parse.apply(resolved.text());
        } catch (IllegalArgumentException | ArithmeticException e) {
            report(option, option, e.getMessage());
            return preset;
        }
    }

    /** One of some words; what is none of them is refused, and stands at the default. */
    String oneOf(Option<String> option, List<String> words) {
        String text = get(option);
        if (words.contains(text)) {
            return text;
        }
        refuse(option, "'" + text + "' is none of " + String.join(", ", words));
        return resolved(option, option.preset());
    }

    /** One of the constants of an enum, written in lower case. */
    <E extends Enum<E>> E choice(Option<String> option, Class<E> choices) {
        List<String> words = Stream.of(choices.getEnumConstants())
                .map(choice -> choice.name().toLowerCase(Locale.ROOT))
                .toList();
        return choices.getEnumConstants()[words.indexOf(oneOf(option, words))];
    }

    void refuse(Option<?> option, @Nullable String reason) {
        refuse(option, option, reason);
    }

    /** Reports at the line of the option or, when that stands at its default, at the line of the other. */
    void refuse(Option<?> option, Option<?> other, @Nullable String reason) {
        report(named(option), named(other), store.isEmpty() || reason == null ? reason : Option.ofStore(store, reason));
    }

    private void report(Option<?> option, Option<?> other, @Nullable String reason) {
        if (environment.containsKey(option.environmentName())) {
            problems.error("environment variable " + option.environmentName(), 0, 0, String.valueOf(reason));
            return;
        }
        PropertiesFile.Entry entry = entries.getOrDefault(option.name(), entries.get(other.name()));
        int line = entry == null ? 0 : entry.line();
        problems.error(PropertiesFile.NAME, line, line == 0 ? 0 : 1, option.name() + ": " + reason);
    }
}
