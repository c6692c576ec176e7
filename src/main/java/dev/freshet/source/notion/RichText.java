package dev.freshet.source.notion;

import com.fasterxml.jackson.databind.JsonNode;

/** Notion's text, which comes in segments: formatting splits words. */
final class RichText {

    private RichText() {}

    /** What a reader sees of it: mentions and equations too have a plain text. */
    static String plain(JsonNode segments) {
        StringBuilder text = new StringBuilder();
        for (JsonNode segment : segments) {
            text.append(segment.path("plain_text").asText());
        }
        return text.toString();
    }
}
