package dev.freshet.extract.worker;

import dev.freshet.document.Block;
import dev.freshet.extract.ExtractedText;
import dev.freshet.extract.ExtractionException;
import dev.freshet.extract.NoRoomException;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link AnswerWriter} sends, and believes none of it: an answer that is longer than the limits allow, or
 * isn't in this form, is an {@link IOException}.
 */
final class Answers {

    static final int READY = 1;
    static final int READ = 2;
    static final int REFUSED = 3;
    static final int NO_ROOM = 4;

    static final int END = 0;
    static final int HEADING = 1;
    static final int PARAGRAPH = 2;
    static final int ITEM = 3;
    static final int CODE = 4;
    static final int TABLE = 5;

    /** Names, reasons and what an author says of a document come on top of its text. */
    private static final int BESIDES = 1 << 20;

    /** Three at most, and one for each piece of text, since a piece has a character. */
    private static final int MOST_BYTES_A_CHARACTER = 4;

    private final DataInputStream in;
    private long left;

    Answers(DataInputStream in, int maxCharacters) {
        this.in = in;
        this.left = (long) maxCharacters * MOST_BYTES_A_CHARACTER + BESIDES;
    }

    static void awaitReady(DataInputStream in) throws IOException {
        if (in.readByte() != READY) {
            throw new IOException("The process didn't say that it is ready");
        }
    }

    /**
     * Waits for the answer to a request.
     *
     * @throws ExtractionException when it is a refusal
     * @throws NoRoomException when the disk was full
     */
    ExtractedText read() throws IOException {
        int kind = in.readByte();
        if (kind == REFUSED) {
            throw ExtractionException.told(text());
        }
        if (kind == NO_ROOM) {
            throw new NoRoomException();
        }
        if (kind != READ) {
            throw new IOException("An answer begins with " + kind);
        }
        String title = in.readBoolean() ? text() : null;
        SortedMap<String, String> metadata = metadata();
        List<Block> blocks = new ArrayList<>();
        for (Block block = block(); block != null; block = block()) {
            blocks.add(block);
        }
        return new ExtractedText(title, metadata, List.copyOf(blocks));
    }

    private SortedMap<String, String> metadata() throws IOException {
        SortedMap<String, String> metadata = new TreeMap<>();
        for (int count = in.readInt(); count > 0; count--) {
            metadata.put(text(), text());
        }
        return metadata;
    }

    private @Nullable Block block() throws IOException {
        int kind = in.readByte();
        if (kind == END) {
            return null;
        }
        int page = in.readInt();
        return switch (kind) {
            case HEADING -> new Block.Heading(in.readInt(), text(), page);
            case PARAGRAPH -> new Block.Paragraph(text(), page);
            case ITEM -> new Block.ListItem(in.readInt(), text(), page);
            case CODE -> new Block.Code(text(), text(), page);
            case TABLE -> new Block.Table(texts(), rows(), page);
            default -> throw new IOException("A block begins with " + kind);
        };
    }

    private List<List<String>> rows() throws IOException {
        List<List<String>> rows = new ArrayList<>();
        for (int count = in.readInt(); count > 0; count--) {
            rows.add(texts());
        }
        return List.copyOf(rows);
    }

    private List<String> texts() throws IOException {
        List<String> texts = new ArrayList<>();
        for (int count = in.readInt(); count > 0; count--) {
            texts.add(text());
        }
        return List.copyOf(texts);
    }

    private String text() throws IOException {
        int length = in.readInt();
        left -= length + 1L;
        if (length < 0 || left < 0) {
            throw new IOException("An answer is longer than the limit");
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
