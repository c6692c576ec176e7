package dev.freshet.rights;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What routes may use in a home.
 *
 * @param added what the home allows beyond the presets, as {@code kind:name}
 */
public record Rights(Set<String> added) {

    /** What holds values, and what is only caught or thrown. */
    private static final Pattern PLAIN_CLASS = Pattern.compile(
            "[^.]+|java\\.lang\\.(Object|String|Boolean|Byte|Short|Integer|Long|Float|Double|Character|Number|Throwable"
                    + "|\\w*(Exception|Error))|java\\.(io|net|sql|util|util\\.concurrent)\\.\\w*Exception"
                    + "|java\\.util\\.(Map|List|Set|Collection|Date|Iterator|LinkedHashMap|ArrayList|HashMap)"
                    + "|java\\.io\\.InputStream|org\\.apache\\.camel\\.processor\\.aggregate\\.\\w+");

    /** The presets alone. */
    public static final Rights PRESET = new Rights(Set.of());

    /**
     * Reads entries that are separated by commas or blanks.
     *
     * @throws IllegalArgumentException naming an entry that isn't {@code kind:name}
     */
    public static Rights of(String text) {
        Set<String> added = new LinkedHashSet<>();
        Arrays.stream(text.split("[,\\s]+"))
                .filter(entry -> !entry.isEmpty())
                .forEach(entry -> added.add(checked(entry)));
        return new Rights(Set.copyOf(added));
    }

    private static String checked(String entry) {
        String[] parts = entry.split(":", 2);
        if (parts.length < 2 || parts[1].isEmpty() || Right.of(parts[0]).isEmpty()) {
            String kinds = Arrays.stream(Right.values()).map(Right::word).collect(Collectors.joining(", "));
            throw new IllegalArgumentException(
                    "'" + entry + "' is not KIND:NAME, such as component:kafka. Kinds are " + kinds);
        }
        return entry;
    }

    /** Whether it may be used. */
    public boolean allows(Right right, String name) {
        return switch (right) {
            case OPTION -> beginsAllowed(right, name);
            case CLASS -> isListed(right, name) || PLAIN_CLASS.matcher(name).matches();
            case COMPONENT, LANGUAGE, FORMAT, STEP, FUNCTION -> isListed(right, name);
        };
    }

    private boolean isListed(Right right, String name) {
        return right.preset().contains(name) || isAdded(right, name);
    }

    private boolean beginsAllowed(Right right, String name) {
        return isAdded(right, name) || right.preset().stream().anyMatch(name::startsWith);
    }

    /** Whether the home itself allows it. */
    public boolean isAdded(Right right, String name) {
        return added.contains(right.word() + ":" + name);
    }

    /** Whether routes may write files on this machine. With {@code component:file} they may; else they may read them. */
    public boolean mayWriteFiles() {
        return isAdded(Right.COMPONENT, "file");
    }

    /** What is refused and how it is allowed; nothing where it may be used. */
    public Optional<String> refusal(Right right, String name) {
        return allows(right, name)
                ? Optional.empty()
                : Optional.of("routes may not use the %s '%s': %s".formatted(right.word(), name, remedy(right, name)));
    }

    /** The way to allow it. */
    public static String remedy(Right right, String name) {
        return "leave it out or, if you trust all who write routes with it, add %s:%s to freshet.routes.allow"
                .formatted(right.word(), name);
    }
}
