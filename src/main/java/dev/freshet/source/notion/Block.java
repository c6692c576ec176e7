package dev.freshet.source.notion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A block and what is inside of it.
 *
 * @param json as Notion has it
 */
record Block(JsonNode json, List<Block> children) {

    Block(JsonNode json) {
        this(json, new ArrayList<>());
    }

    /** Stands where Notion doesn't give what is inside of a block of this type. */
    static Block notGiven(String type) {
        ObjectNode json = NotionApi.JSON.createObjectNode().put("type", "unsupported");
        json.putObject("unsupported").put("block_type", type);
        return new Block(json);
    }

    String id() {
        return json.path("id").asText();
    }

    String type() {
        return json.path("type").asText();
    }

    /** What is particular to its type. */
    JsonNode content() {
        return json.path(type());
    }

    /** The block that a synced block is a copy of; empty where it is none. */
    String original() {
        return content().path("synced_from").path("block_id").asText("");
    }

    /** A page or database inside of a page is a document, or several, of its own. */
    boolean isPlaceOfItsOwn() {
        return type().equals("child_page") || type().equals("child_database");
    }
}
