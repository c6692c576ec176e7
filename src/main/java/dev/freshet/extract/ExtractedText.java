package dev.freshet.extract;

import dev.freshet.document.Block;
import dev.freshet.document.DocumentVersion;
import dev.freshet.document.ExtractedDocument;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What the bytes of a document say, before it is known whose bytes they are.
 *
 * @param title the document's own, never its file name; null where it has none
 * @param metadata {@code language}, {@code author}, {@code date} and {@code tags} where the document declares them
 * @param blocks in reading order
 */
public record ExtractedText(@Nullable String title, SortedMap<String, String> metadata, List<Block> blocks) {

    /** The same as a version of a document; what its source said of it wins. */
    public ExtractedDocument of(DocumentVersion version) {
        return new ExtractedDocument(version.describedBy(title, metadata), blocks);
    }
}
