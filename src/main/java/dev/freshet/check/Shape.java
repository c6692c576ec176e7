package dev.freshet.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What may stand in one place of a route.
 *
 * @param options by name, with their schemas; empty and not closed: anything goes
 * @param closed whether an unknown option is a mistake
 * @param shorthand whether a plain text may stand for the whole
 */
record Shape(Map<String, JsonNode> options, Set<String> required, boolean closed, boolean shorthand) {

    static Shape of(JsonNode schema, CamelSchema camel) {
        Map<String, JsonNode> options = new TreeMap<>();
        Set<String> required = new TreeSet<>();
        collect(schema, options, camel);
        schema.path("required").forEach(name -> required.add(name.asText()));
        boolean shorthand = schema.path("type").asText().equals("string");
        boolean closed = isClosed(schema);
        for (JsonNode choice : schema.path("oneOf")) {
            shorthand |= choice.path("type").asText().equals("string");
            closed |= isClosed(choice);
        }
        return new Shape(options, required, closed, shorthand);
    }

    private static boolean isClosed(JsonNode schema) {
        return schema.path("additionalProperties").isBoolean()
                && !schema.path("additionalProperties").asBoolean();
    }

    /** Gathers the options of all alternatives; the {@code {}} that mark an alternative's options say nothing. */
    private static void collect(JsonNode schema, Map<String, JsonNode> options, CamelSchema camel) {
        schema.path("properties").properties().forEach(property -> {
            if (!property.getValue().isEmpty() || !options.containsKey(property.getKey())) {
                options.put(property.getKey(), property.getValue());
            }
        });
        for (String alternatives : new String[] {"oneOf", "anyOf"}) {
            schema.path(alternatives).forEach(choice -> collect(camel.resolve(choice), options, camel));
        }
    }
}
