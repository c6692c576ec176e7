package dev.freshet.embed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The pieces of words that a BERT model knows, with their ids. Pieces inside a word begin with {@code ##}. */
final class WordPieceVocabulary {

    private final Map<String, Integer> starts = new HashMap<>();
    private final Map<String, Integer> continuations = new HashMap<>();
    private int longest;

    /**
     * Takes the words of a tokenizer.
     *
     * @param tokenizer a Hugging Face {@code tokenizer.json}
     */
    WordPieceVocabulary(JsonNode tokenizer) {
        tokenizer.path("model").path("vocab").properties().forEach(this::add);
    }

    /** The vocabulary of a {@code tokenizer.json} on the class path. */
    static WordPieceVocabulary ofResource(String resource) {
        return new WordPieceVocabulary(read(resource));
    }

    private void add(Map.Entry<String, JsonNode> entry) {
        String piece = entry.getKey();
        boolean inside = piece.length() > 2 && piece.startsWith("##");
        String letters = inside ? piece.substring(2) : piece;
        (inside ? continuations : starts).put(letters, entry.getValue().intValue());
        longest = Math.max(longest, letters.length());
    }

    /** Id of a piece, or null. */
    @Nullable
    Integer id(String letters, boolean startsWord) {
        return (startsWord ? starts : continuations).get(letters);
    }

    /** Id of a piece that must exist, such as {@code [CLS]}. */
    int special(String piece) {
        Integer id = starts.get(piece);
        if (id == null) {
            throw new IllegalStateException("The vocabulary has no " + piece);
        }
        return id;
    }

    /** Length of the longest piece, in chars. */
    int longest() {
        return longest;
    }

    private static JsonNode read(String resource) {
        try (InputStream in = WordPieceVocabulary.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("Not on the class path: " + resource);
            }
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read " + resource + " from the jar", e);
        }
    }
}
