package dev.freshet.store.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.store.rest.RestCalls;
import java.util.List;

/**
 * The fields of an index, and how texts become words: as the embedded store has it, with everything but letters and digits a gap, in
 * lower case, without marks on letters and without English endings.
 */
final class Mapping {

    /** The id once more: ids themselves can't be sorted by everywhere. */
    static final String CHUNK = "chunk_id";

    static final String SOURCE = "source";
    static final String FACTS = "facts";
    static final String ORDINAL = "ordinal";

    /** Title, heading and text in one: a word counts the same wherever it is, and the rarer the more. */
    static final String WORDS = "words";

    private static final List<String> NAMES = List.of(CHUNK, SOURCE, "document", FACTS);
    private static final List<String> NUMBERS = List.of(ORDINAL, "page", "position");
    private static final List<String> TEXTS = List.of("title", "heading", "text");

    private static final String GAPS = "[^\\p{L}\\p{M}\\p{N}\\p{Co}]+";

    /** Bytes; a longer word is no word, and would be refused from 32,766 on. */
    private static final int LONGEST_WORD = 255;

    private Mapping() {}

    /** What makes an index. */
    static ObjectNode of(Engine engine, int dimensions) {
        ObjectNode index = RestCalls.JSON.createObjectNode();
        ObjectNode settings = engine.settings();
        analysis(settings.putObject("analysis"));
        index.putObject("settings").set("index", settings);
        // what others add to their own is kept, and not searched
        ObjectNode fields = index.putObject("mappings").put("dynamic", false).putObject("properties");
        fields.set(Engine.VECTOR, engine.vectorField(dimensions));
        NAMES.forEach(name -> fields.putObject(name).put("type", "keyword"));
        NUMBERS.forEach(name -> fields.putObject(name).put("type", "integer"));
        TEXTS.forEach(name ->
                fields.putObject(name).put("type", "text").put("index", false).put("copy_to", WORDS));
        fields.putObject(WORDS).put("type", "text").put("analyzer", WORDS);
        fields.putObject("url").put("type", "keyword").put("index", false).put("doc_values", false);
        fields.putObject("metadata").put("type", "object").put("enabled", false);
        return index;
    }

    private static void analysis(ObjectNode analysis) {
        analysis.putObject("tokenizer").putObject(WORDS).put("type", "pattern").put("pattern", GAPS);
        analysis.putObject("filter")
                .putObject("longest")
                .put("type", "truncate")
                .put("length", LONGEST_WORD);
        ObjectNode analyzer = analysis.putObject("analyzer").putObject(WORDS).put("type", "custom");
        analyzer.put("tokenizer", WORDS)
                .putArray("filter")
                .add("lowercase")
                .add("asciifolding")
                .add("longest")
                .add("porter_stem");
    }

    /** Whether an index has the fields that are searched for. */
    static boolean isOurs(JsonNode fields) {
        return type(fields, WORDS).equals("text")
                && NAMES.stream().allMatch(name -> type(fields, name).equals("keyword"));
    }

    private static String type(JsonNode fields, String name) {
        return fields.path(name).path("type").asText();
    }
}
