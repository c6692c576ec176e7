package dev.freshet.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Metadata as it lies in the database: a JSON object of strings, sorted by name, so that equal metadata is equal text. */
final class MetadataJson {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<TreeMap<String, String>> SORTED_STRINGS = new TypeReference<>() {};

    private MetadataJson() {}

    static String of(SortedMap<String, String> metadata) {
        try {
            return JSON.writeValueAsString(metadata);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Metadata that can't be written as JSON: " + e.getMessage(), e);
        }
    }

    static Map<String, String> toMap(String json) {
        try {
            return Collections.unmodifiableSortedMap(JSON.readValue(json, SORTED_STRINGS));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The store holds metadata that isn't a JSON object of strings", e);
        }
    }
}
