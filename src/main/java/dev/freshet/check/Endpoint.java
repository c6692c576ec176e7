package dev.freshet.check;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** What a route reads from: scheme and path, and the parameters of its query and of its {@code parameters} together. */
record Endpoint(String scheme, String path, Node uri, Map<String, Parameter> parameters) {

    /**
     * One parameter.
     *
     * @param text as written, placeholders included; empty where the value is no plain text
     */
    record Parameter(String name, Optional<String> text, Node namePlace, Node valuePlace) {}

    /** Empty when there is no {@code uri}. */
    static Optional<Endpoint> of(Node from) {
        return Yaml.find(from, "uri").flatMap(uri -> Yaml.text(uri).map(text -> parse(text, uri, from)));
    }

    private static Endpoint parse(String text, Node uri, Node from) {
        String[] addressAndQuery = text.split("\\?", 2);
        String[] schemeAndPath = addressAndQuery[0].split(":", 2);
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        if (addressAndQuery.length == 2) {
            addQuery(addressAndQuery[1], uri, parameters);
        }
        for (Yaml.Entry entry : Yaml.entries(Yaml.find(from, "parameters").orElse(null))) {
            parameters.put(
                    entry.key(), new Parameter(entry.key(), Yaml.text(entry.value()), entry.keyNode(), entry.value()));
        }
        String path = schemeAndPath.length == 2 ? schemeAndPath[1].replaceFirst("^//", "") : "";
        return new Endpoint(schemeAndPath[0], path, uri, parameters);
    }

    private static void addQuery(String query, Node uri, Map<String, Parameter> parameters) {
        for (String pair : query.split("&", -1)) {
            String[] nameAndValue = pair.split("=", 2);
            if (!nameAndValue[0].isBlank()) {
                String value = nameAndValue.length == 2 ? decode(nameAndValue[1]) : "";
                parameters.put(nameAndValue[0], new Parameter(nameAndValue[0], Optional.of(value), uri, uri));
            }
        }
    }

    private static String decode(String value) {
        if (value.startsWith("RAW(") && value.endsWith(")")) {
            return value.substring(4, value.length() - 1);
        }
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return value; // A lone % is a plain character to Camel.
        }
    }

    boolean isKamelet() {
        return scheme.equals("kamelet");
    }

    /** The kamelet's name, without the route id that may follow it. */
    String kameletName() {
        return path.split("/", 2)[0];
    }

    Optional<String> text(String parameter) {
        return Optional.ofNullable(parameters.get(parameter)).flatMap(Parameter::text);
    }
}
