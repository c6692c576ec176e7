package dev.freshet.store.milvus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.store.rest.RestCalls;
import java.util.List;

/** The fields of a collection. */
final class Schema {

    static final String ID = "id";
    static final String VECTOR = "vector";
    static final String SOURCE = "source";
    static final String ORDINAL = "ordinal";
    static final String FACTS = "facts";

    /** Bytes of a text at the most, which Milvus sets. */
    static final int LONGEST = 65_535;

    /** Metadata as JSON, in as many fields as it takes. */
    static final List<String> METADATA = List.of("metadata", "metadata_2", "metadata_3", "metadata_4");

    /** What a chunk has beside its id and its vector. */
    static final List<String> TEXTS = List.of(SOURCE, "document", "title", "url", "heading", "text");

    static final List<String> NUMBERS = List.of(ORDINAL, "page", "position");

    private static final List<String> MAY_LACK = List.of("title", "url", "metadata_2", "metadata_3", "metadata_4");

    private static final int LONGEST_ID = 64;

    /** A fact has 256 characters at the most. */
    private static final int LONGEST_FACT = 1_024;

    private static final int MOST_FACTS = 4_096;

    private Schema() {}

    /** What makes a collection, beside its name. */
    static void into(ObjectNode body, int dimensions) {
        ObjectNode schema = body.putObject("schema").put("autoID", false).put("enableDynamicField", false);
        ArrayNode fields = schema.putArray("fields");
        text(fields, ID, LONGEST_ID).put("isPrimary", true);
        field(fields, VECTOR, "FloatVector").putObject("elementTypeParams").put("dim", dimensions);
        TEXTS.forEach(name -> text(fields, name, LONGEST).put("nullable", MAY_LACK.contains(name)));
        METADATA.forEach(name -> text(fields, name, LONGEST).put("nullable", MAY_LACK.contains(name)));
        NUMBERS.forEach(name -> field(fields, name, "Int32"));
        field(fields, FACTS, "Array")
                .put("elementDataType", "VarChar")
                .putObject("elementTypeParams")
                .put("max_capacity", MOST_FACTS)
                .put("max_length", LONGEST_FACT);
        index(body.putArray("indexParams").addObject());
        // what was written is there for the next call
        body.putObject("params").put("consistencyLevel", "Strong");
    }

    private static ObjectNode text(ArrayNode fields, String name, int longest) {
        ObjectNode field = field(fields, name, "VarChar");
        field.putObject("elementTypeParams").put("max_length", longest);
        return field;
    }

    private static ObjectNode field(ArrayNode fields, String name, String type) {
        return fields.addObject().put("fieldName", name).put("dataType", type);
    }

    /** Vectors have length 1: the inner product is the cosine, and they are kept as they came. */
    private static void index(ObjectNode index) {
        index.put("fieldName", VECTOR)
                .put("indexName", VECTOR)
                .put("metricType", "IP")
                .put("indexType", "HNSW")
                .putObject("params")
                .put("M", 16)
                .put("efConstruction", 200);
    }

    /** Length of the vectors of a collection that is described; 0 where it has no such field. */
    static int dimensions(JsonNode described) {
        return described
                .path("fields")
                .valueStream()
                .filter(field -> field.path("name").asText().equals(VECTOR))
                .flatMap(field -> field.path("params").valueStream())
                .filter(param -> param.path("key").asText().equals("dim"))
                .mapToInt(param -> param.path("value").asInt())
                .findFirst()
                .orElse(0);
    }

    /** Names of all that a search shows. */
    static ArrayNode shown() {
        ArrayNode names = RestCalls.JSON.createArrayNode();
        List.of(TEXTS, METADATA, NUMBERS).forEach(some -> some.forEach(names::add));
        return names;
    }
}
