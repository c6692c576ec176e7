package dev.freshet.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.IdentityHashMap;
import java.util.Objects;
import java.util.Set;

/**
 * Camel's own JSON schema of its YAML, as shapes. It lists both ways of writing that Camel reads, the canonical one and
 * the shorthand ({@code to: direct:x}, {@code simple: ...} beside {@code steps}). Its {@code oneOf}s are folded into one
 * shape each, since a message about eleven alternatives helps nobody.
 */
final class CamelSchema {

    private static final String RESOURCE = "/schema/camelYamlDsl.json";
    private static final String REFERENCE = "#/items/definitions/";
    private static final String STEP = "org.apache.camel.model.ProcessorDefinition";

    private static final String EXPRESSION = "org.apache.camel.model.language.ExpressionDefinition";

    private final JsonNode items;
    private final IdentityHashMap<JsonNode, Shape> shapes = new IdentityHashMap<>();

    private CamelSchema(JsonNode items) {
        this.items = items;
    }

    static CamelSchema load() {
        try (InputStream in = Objects.requireNonNull(CamelSchema.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            return new CamelSchema(new ObjectMapper().readTree(in).path("items"));
        } catch (IOException e) {
            throw new UncheckedIOException("Camel's schema " + RESOURCE + " can't be read", e);
        }
    }

    /** What an item of a routes file may be: {@code route}, {@code from}, {@code beans} … */
    Shape file() {
        return shape(items);
    }

    Shape step() {
        return shape(definition(STEP));
    }

    /** {@code simple}, {@code constant}, {@code jsonpath} … */
    Set<String> languages() {
        return shape(definition(EXPRESSION)).options().keySet();
    }

    boolean isStep(JsonNode schema) {
        return schema.path("$ref").asText().equals(REFERENCE + STEP);
    }

    Shape shape(JsonNode schema) {
        JsonNode target = resolve(schema);
        Shape known = shapes.get(target);
        if (known == null) {
            known = Shape.of(target, this);
            shapes.put(target, known);
        }
        return known;
    }

    /** Follows a reference; an array of definitions becomes its definition. */
    JsonNode resolve(JsonNode schema) {
        JsonNode reference = schema.path("$ref");
        if (reference.isTextual() && !schema.has("additionalProperties")) {
            return resolve(definition(reference.asText().substring(REFERENCE.length())));
        }
        return schema;
    }

    private JsonNode definition(String name) {
        return items.path("definitions").path(name);
    }
}
