package dev.freshet.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.document.Several;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Metadata as it lies in the database: a JSON object of strings and arrays of strings, sorted by name, so that equal
 * metadata is equal text.
 */
public final class MetadataJson {

    private static final Logger LOG = LoggerFactory.getLogger(MetadataJson.class);

    private static final ObjectMapper JSON = new ObjectMapper();

    private MetadataJson() {}

    /** Metadata as text. */
    public static String of(SortedMap<String, String> metadata) {
        return written(Several.shown(metadata));
    }

    /** A list with one entry. */
    public static String ofEntry(String name, String entry) {
        return written(Map.of(name, List.of(entry)));
    }

    private static String written(Map<String, Object> values) {
        try {
            return JSON.writeValueAsString(values);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Metadata that can't be written as JSON: " + e.getMessage(), e);
        }
    }

    /** Metadata from the text, sorted by name. */
    public static Map<String, String> toMap(String json) {
        try {
            return toMap(JSON.readValue(json, ObjectNode.class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The store holds metadata that isn't a JSON object", e);
        }
    }

    /** The same of a chunk that others may have written or changed: none where it isn't such an object. */
    public static Map<String, String> toMapOrNone(String json) {
        try {
            return toMap(json);
        } catch (IllegalStateException e) {
            LOG.debug("Metadata of others, or damaged", e);
            return Map.of();
        }
    }

    /** Metadata from an object, sorted by name; what is no object has none. */
    public static Map<String, String> toMap(JsonNode object) {
        SortedMap<String, String> metadata = new TreeMap<>();
        object.properties().forEach(field -> metadata.put(field.getKey(), value(field.getValue())));
        return Collections.unmodifiableSortedMap(metadata);
    }

    private static String value(JsonNode value) {
        return value.isArray()
                ? Several.of(value.valueStream().map(JsonNode::asText).toList())
                : value.asText();
    }
}
