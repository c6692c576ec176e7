package dev.freshet.store;

import dev.freshet.document.Chunk;
import dev.freshet.document.Content;
import dev.freshet.document.DocumentKey;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A chunk as a store holds it, whoever put it there.
 *
 * @param id the chunk's UUID as text, in lower case; any text where it isn't ours
 * @param page from 1; 0 where the format has no pages
 * @param position characters of the document's text before the chunk
 * @param metadata of the document
 * @param vector as it is stored; of any length
 */
public record StoredChunk(
        String id,
        DocumentKey document,
        int ordinal,
        @Nullable String title,
        @Nullable String url,
        String heading,
        int page,
        int position,
        Map<String, String> metadata,
        String text,
        float[] vector) {

    /** SHA-256 of what the model read, computed from what is stored: the checksum that a sound chunk has. */
    public String checksum() {
        return Content.sha256(Chunk.embeddedText(heading, text).getBytes(StandardCharsets.UTF_8));
    }
}
