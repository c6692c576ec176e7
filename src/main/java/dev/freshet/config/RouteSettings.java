package dev.freshet.config;

import dev.freshet.rights.Right;
import dev.freshet.rights.Rights;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What routes may use.
 *
 * @param rights of all files in {@code routes/} and of the {@code camel.} options
 */
public record RouteSettings(Rights rights) {

    static final Option<String> ALLOW = Option.text(
            "freshet.routes.allow",
            "",
            "What routes may use beyond the usual, separated by commas: KIND:NAME with component, language, format, step, function, class or option as its kind. docs/security.md lists what they may use without.",
            "component:kafka,class:org.h2.jdbcx.JdbcDataSource");
    static final List<Option<?>> OPTIONS = List.of(ALLOW);

    /** Values that have Camel load a class. */
    private static final Pattern CLASS = Pattern.compile("#(?:class|type):([\\w.$]+)");

    static RouteSettings of(OptionValues values) {
        try {
            return new RouteSettings(Rights.of(values.get(ALLOW)));
        } catch (IllegalArgumentException e) {
            values.refuse(ALLOW, e.getMessage());
            return new RouteSettings(Rights.PRESET);
        }
    }

    /** Refuses options by which Camel would read other routes, listen elsewhere or load a class that isn't allowed. */
    void check(PropertiesFile file, Placeholders placeholders, Problems problems) {
        for (PropertiesFile.Entry entry : file.entries()) {
            if (entry.key().startsWith("camel.")) {
                rights.refusal(Right.OPTION, entry.key()).ifPresent(refusal -> report(entry, refusal, problems));
                classes(placeholders.resolve(entry.value()).text()).stream()
                        .map(name -> rights.refusal(Right.CLASS, name))
                        .flatMap(Optional::stream)
                        .forEach(refusal -> report(entry, refusal, problems));
            }
        }
    }

    private static void report(PropertiesFile.Entry entry, String refusal, Problems problems) {
        problems.error(PropertiesFile.NAME, entry.line(), 1, entry.key() + ": " + refusal);
    }

    /** The classes that a value names. */
    public static List<String> classes(String value) {
        return CLASS.matcher(value)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    /** The effective text. */
    String text() {
        return String.join(",", rights.added().stream().sorted().toList());
    }

    /** The names of the beans that the options of Camel make. */
    static List<String> beans(Map<String, String> camel) {
        return camel.keySet().stream()
                .filter(key -> key.startsWith("camel.beans."))
                .map(key -> key.substring("camel.beans.".length()).split("[.\\[]", 2)[0])
                .distinct()
                .toList();
    }
}
