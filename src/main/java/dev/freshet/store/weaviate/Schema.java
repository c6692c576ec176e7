package dev.freshet.store.weaviate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.store.rest.RestCalls;
import java.util.List;

/** The properties of a collection. */
final class Schema {

    /** Stands with each object of ours. */
    static final String KEPT_BY = "kept_by";

    static final String FRESHET = "freshet";
    static final String SOURCE = "source";
    static final String ORDINAL = "ordinal";
    static final String FACTS = "facts";
    static final String METADATA = "metadata";

    /** In which words are looked for. */
    static final List<String> WORDS = List.of("title", "heading", "text");

    private static final List<String> NUMBERS = List.of(ORDINAL, "page", "position");
    private static final List<String> NAMES = List.of(KEPT_BY, SOURCE, "document");
    private static final List<String> SHOWN_ONLY = List.of("url", METADATA);

    private Schema() {}

    static ObjectNode of(String collection) {
        ObjectNode schema = RestCalls.JSON
                .createObjectNode()
                .put("class", collection)
                .put("vectorizer", "none")
                .put("vectorIndexType", "hnsw");
        // vectors have length 1: the dot product is the cosine, and they are kept as they came
        schema.putObject("vectorIndexConfig").put("distance", "dot");
        // questions come without them
        schema.putObject("invertedIndexConfig").putObject("stopwords").put("preset", "none");
        ArrayNode properties = schema.putArray("properties");
        WORDS.forEach(name -> text(properties, name, "text", "word", false, true));
        NAMES.forEach(name -> text(properties, name, "text", "field", true, false));
        SHOWN_ONLY.forEach(name -> text(properties, name, "text", "field", false, false));
        text(properties, FACTS, "text[]", "field", true, false);
        NUMBERS.forEach(name -> property(properties, name, "int"));
        return schema;
    }

    private static void text(
            ArrayNode properties,
            String name,
            String type,
            String tokenization,
            boolean isFilterable,
            boolean isSearchable) {
        property(properties, name, type)
                .put("tokenization", tokenization)
                .put("indexFilterable", isFilterable)
                .put("indexSearchable", isSearchable);
    }

    private static ObjectNode property(ArrayNode properties, String name, String type) {
        ObjectNode property = properties.addObject().put("name", name);
        property.putArray("dataType").add(type);
        return property;
    }
}
