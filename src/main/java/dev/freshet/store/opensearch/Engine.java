package dev.freshet.store.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.store.rest.JsonVectors;
import dev.freshet.store.rest.RestCalls;

/**
 * In what the programs differ: fields of vectors, and searches in them. Both compare by the inner product, which is the cosine of
 * vectors of length 1, and keep vectors as they came, in a graph without rounding.
 */
public enum Engine {
    /** From 2.13 on. */
    OPENSEARCH("OpenSearch", "opensearch") {
        @Override
        ObjectNode settings() {
            return RestCalls.JSON.createObjectNode().put("knn", true);
        }

        @Override
        ObjectNode vectorField(int dimensions) {
            ObjectNode field =
                    RestCalls.JSON.createObjectNode().put("type", "knn_vector").put("dimension", dimensions);
            field.putObject("method")
                    .put("name", "hnsw")
                    .put("engine", "lucene")
                    .put("space_type", "innerproduct");
            return field;
        }

        @Override
        int dimensions(JsonNode field) {
            return field.path("type").asText().equals("knn_vector")
                    ? field.path("dimension").asInt()
                    : 0;
        }

        @Override
        void nearest(ObjectNode search, float[] vector, int count, ObjectNode filter) {
            ObjectNode knn =
                    search.putObject("query").putObject("knn").putObject(VECTOR).put("k", look(count));
            knn.set("vector", JsonVectors.of(vector));
            knn.set("filter", filter);
        }

        @Override
        void withVectors(ObjectNode search) {
            // they are in what was sent
        }

        @Override
        JsonNode vector(JsonNode hit) {
            return hit.path("_source").path(VECTOR);
        }
    },
    /** From 8.11 on. */
    ELASTICSEARCH("Elasticsearch", "elasticsearch") {
        @Override
        ObjectNode settings() {
            return RestCalls.JSON.createObjectNode();
        }

        @Override
        ObjectNode vectorField(int dimensions) {
            ObjectNode field = RestCalls.JSON
                    .createObjectNode()
                    .put("type", "dense_vector")
                    .put("dims", dimensions)
                    .put("index", true)
                    .put("similarity", "max_inner_product");
            // what it would choose itself rounds
            field.putObject("index_options").put("type", "hnsw");
            return field;
        }

        @Override
        int dimensions(JsonNode field) {
            return field.path("type").asText().equals("dense_vector")
                    ? field.path("dims").asInt()
                    : 0;
        }

        @Override
        void nearest(ObjectNode search, float[] vector, int count, ObjectNode filter) {
            ObjectNode knn =
                    search.putObject("knn").put("field", VECTOR).put("k", count).put("num_candidates", look(count));
            knn.set("query_vector", JsonVectors.of(vector));
            knn.set("filter", filter);
        }

        @Override
        void withVectors(ObjectNode search) {
            // from 9.2 on it leaves them out of what was sent
            search.putArray("fields").add(VECTOR);
        }

        @Override
        JsonNode vector(JsonNode hit) {
            return hit.path("fields").path(VECTOR);
        }
    };

    /** Name of the field. */
    static final String VECTOR = "vector";

    /** That a search gives, in all. */
    static final int MOST_HITS = 10_000;

    private final String program;
    private final String store;

    Engine(String program, String store) {
        this.program = program;
        this.store = store;
    }

    /** For people. */
    String program() {
        return program;
    }

    /** How the names of its options begin. */
    String options() {
        return "freshet.store." + store;
    }

    /** Of an index, for vectors. */
    abstract ObjectNode settings();

    /** The field in a mapping. */
    abstract ObjectNode vectorField(int dimensions);

    /** Length of its vectors; 0 where it is no field of vectors. */
    abstract int dimensions(JsonNode field);

    /** Has a search find the nearest, with the scores of {@link #cosine}. */
    abstract void nearest(ObjectNode search, float[] vector, int count, ObjectNode filter);

    /** Has a search give vectors. */
    abstract void withVectors(ObjectNode search);

    /** The vector that a hit has. */
    abstract JsonNode vector(JsonNode hit);

    /** So many are looked at in the graph before it is believed that the nearest are among them. */
    private static int look(int count) {
        return Math.min(MOST_HITS, 2 * count);
    }

    /** What is below 0 is between 0 and 1 in a score, and what is above is above. */
    static double cosine(double score) {
        return score >= 1 ? score - 1 : 1 - 1 / score;
    }
}
