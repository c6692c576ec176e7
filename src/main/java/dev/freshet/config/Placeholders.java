package dev.freshet.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Camel's property placeholders, read without Camel: <code>{{key}}</code>, <code>{{key:default}}</code>, <code>{{?key}}
 * </code>, <code>{{env:NAME}}</code>, <code>{{env:NAME:default}}</code> and <code>{{sys:name}}</code>. As in Camel, a
 * system property or an environment variable (<code>MY_KEY</code> for <code>my.key</code>) stands above the file.
 */
public record Placeholders(Map<String, String> properties, Map<String, String> environment) {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*(\\??)([^{}]+?)\\s*}}");

    /** Camel's other functions: what they give is known to a running service only. */
    private static final Set<String> RUNTIME_FUNCTIONS = Set.of(
            "bean",
            "service",
            "service.host",
            "service.name",
            "service.port",
            "secret",
            "configmap",
            "aws",
            "azure",
            "cyberark",
            "gcp",
            "hashicorp",
            "ibm",
            "spring");

    /**
     * A text after the replacement.
     *
     * @param text with every placeholder replaced that could be; the others stand as they were
     * @param missing what has no value and no default, as a sentence without its full stop
     * @param opaque whether a part is known to a running service only
     */
    public record Resolved(String text, List<String> missing, boolean opaque) {

        /** Whether the text is what the service would see. */
        public boolean isKnown() {
            return missing.isEmpty() && !opaque;
        }
    }

    public Resolved resolve(String text) {
        List<String> missing = new ArrayList<>();
        boolean opaque = false;
        StringBuilder out = new StringBuilder();
        Matcher matcher = PLACEHOLDER.matcher(text);
        while (matcher.find()) {
            boolean optional = !matcher.group(1).isEmpty();
            String body = matcher.group(2);
            String value = optional && lookup(body) == null ? "" : lookup(body);
            if (value == null && isRuntimeFunction(body)) {
                opaque = true;
            } else if (value == null) {
                missing.add(missingMessage(body));
            }
            matcher.appendReplacement(out, Matcher.quoteReplacement(value == null ? matcher.group() : value));
        }
        return new Resolved(matcher.appendTail(out).toString(), List.copyOf(missing), opaque);
    }

    private @Nullable String lookup(String body) {
        if (body.startsWith("env:")) {
            return withDefault(body.substring(4), environment);
        }
        if (body.startsWith("sys:")) {
            return withDefault(body.substring(4), systemProperties());
        }
        return isRuntimeFunction(body) ? null : property(body);
    }

    private @Nullable String property(String body) {
        String key = body.split(":", 2)[0];
        String fromSystem = System.getProperty(key);
        String fromEnvironment = environment.get(key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"));
        if (fromSystem != null) {
            return fromSystem;
        }
        return fromEnvironment != null ? fromEnvironment : withDefault(body, properties);
    }

    private static @Nullable String withDefault(String body, Map<String, String> values) {
        String[] keyAndDefault = body.split(":", 2);
        String value = values.get(keyAndDefault[0]);
        return value == null && keyAndDefault.length == 2 ? keyAndDefault[1] : value;
    }

    private static Map<String, String> systemProperties() {
        return System.getProperties().stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, name -> System.getProperty(name, "")));
    }

    private static boolean isRuntimeFunction(String body) {
        return RUNTIME_FUNCTIONS.contains(body.split(":", 2)[0]) && body.contains(":");
    }

    private String missingMessage(String body) {
        if (body.startsWith("env:")) {
            return "the environment variable '" + body.substring(4) + "' is not set: set it, or write {{" + body
                    + ":default}}";
        }
        if (body.startsWith("sys:")) {
            return "the system property '" + body.substring(4) + "' is not set";
        }
        String near = Suggestion.of(body, properties.keySet());
        return "nothing sets the placeholder {{" + body + "}}: write {{env:NAME}} for an environment variable, or give"
                + " a default as {{" + body + ":default}}." + near;
    }
}
