package dev.freshet.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The words in which a server refuses something, for a message: short, in one line and without the key.
 *
 * @param key that no message may show; empty = none
 * @param places where an answer in JSON may have them, as JSON pointers, the likeliest first; else all of it is shown
 */
public record ServerWords(String key, List<String> places) {

    /** It may repeat the texts that it was sent. */
    private static final int LONGEST = 300;

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Empty where it says nothing. */
    public String of(byte[] body) {
        String words = words(body).replaceAll("\\s+", " ").strip();
        if (!key.isEmpty()) {
            words = words.replace(key, "***");
        }
        if (words.length() > LONGEST) {
            words = words.substring(0, words.offsetByCodePoints(0, words.codePointCount(0, LONGEST) - 1)) + "…";
        }
        return words.replaceFirst("[.!]$", "");
    }

    private String words(byte[] body) {
        try {
            JsonNode json = JSON.readTree(body);
            return places.stream()
                    .map(json::at)
                    .filter(JsonNode::isTextual)
                    .map(JsonNode::asText)
                    .findFirst()
                    .orElseGet(json::toString);
        } catch (IOException notJson) {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /** For messages and logs: without the key. */
    @Override
    public String toString() {
        return places.toString();
    }
}
