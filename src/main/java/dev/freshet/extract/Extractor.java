package dev.freshet.extract;

import dev.freshet.document.ExtractedDocument;
import dev.freshet.document.SourceDocument;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.tika.detect.DefaultDetector;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MimeTypes;

/**
 * Reads documents of all kinds into blocks in reading order, with the document's own title (never its file name) and
 * {@code language}, {@code author}, {@code date} and {@code tags} where the document declares them. Starts no programs
 * and opens no connections. Safe for use by several threads.
 */
public final class Extractor {

    /** Part of the recipe. Raise it when the same bytes give another result, so that documents are read again. */
    public static final String VERSION = "2";

    /** Most characters of text in a document unless the constructor says otherwise. */
    public static final int DEFAULT_MAX_CHARACTERS = 20_000_000;

    private final DefaultDetector detector = new DefaultDetector();
    private final Readers readers = new Readers(detector);
    private final int maxCharacters;

    /** Knows types by their names alone, which costs next to nothing. */
    private static final MimeTypes NAMES = MimeTypes.getDefaultMimeTypes();

    /** An extractor with the limit of {@link #DEFAULT_MAX_CHARACTERS}. */
    public Extractor() {
        this(DEFAULT_MAX_CHARACTERS);
    }

    /**
     * @param maxCharacters most characters of text that a document may have
     */
    public Extractor(int maxCharacters) {
        this.maxCharacters = maxCharacters;
    }

    /**
     * The text of a document. No blocks means that it has none.
     *
     * @throws ExtractionException when the document can't be read, whatever the library below threw
     * @throws NoRoomException when the disk of the temporary folder is full
     */
    public ExtractedDocument extract(SourceDocument document) {
        return text(document.version().name(), bytes(document)).of(document.version());
    }

    /**
     * The text in some bytes.
     *
     * @param name file name, a hint on what they are
     * @throws ExtractionException when they can't be read, whatever the library below threw
     * @throws NoRoomException when the disk of the temporary folder is full
     */
    public ExtractedText text(String name, byte[] bytes) {
        Draft draft = new Draft(maxCharacters);
        if (bytes.length > 0) {
            read(new Original(name, type(name, bytes), bytes), draft);
        }
        return draft.finish();
    }

    private void read(Original original, Draft draft) {
        try {
            readers.readerOf(original).read(original, draft);
        } catch (OutOfMemoryError e) {
            throw e;
        } catch (Exception | Error e) {
            throw Failures.explained(original, e);
        }
    }

    private MediaType type(String name, byte[] bytes) {
        Metadata metadata = new Metadata();
        metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, name);
        boolean text = Readers.promisesText(Original.extension(name)) && TextBytes.areText(bytes);
        try (TikaInputStream stream = TikaInputStream.get(bytes, metadata)) {
            return (text ? NAMES.detect(null, metadata) : detector.detect(stream, metadata)).getBaseType();
        } catch (IOException | RuntimeException e) {
            NoRoomException.refuse(e);
            return MediaType.OCTET_STREAM;
        }
    }

    private static byte[] bytes(SourceDocument document) {
        try (InputStream stream = document.content().open()) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("Bytes in memory can always be read", e);
        }
    }
}
