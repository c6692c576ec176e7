package dev.freshet.chunk;

import dev.freshet.embed.Tokenizer;
import java.util.List;

/** Puts the text of a chunk together: what it repeats, then its own pieces. */
final class ChunkText {

    private final List<Piece> pieces;
    private final int overlap;
    private final Tokenizer tokenizer;

    ChunkText(List<Piece> pieces, int overlap, Tokenizer tokenizer) {
        this.pieces = pieces;
        this.overlap = overlap;
        this.tokenizer = tokenizer;
    }

    /** The text of pieces, with what a chunk that begins there repeats. */
    String repeating(int from, int to) {
        Piece first = pieces.get(from);
        if (from == 0 || first.context() instanceof Piece.Nothing) {
            return plain(from, to);
        } else if (first.context() instanceof Piece.Header header) {
            return header.text() + "\n" + plain(from, to);
        }
        int earlier = wholePiecesBefore(from);
        if (earlier < from) {
            return plain(earlier, to);
        }
        String words = lastWords(pieces.get(from - 1).text());
        return words.isEmpty() ? plain(from, to) : words + first.glue() + plain(from, to);
    }

    /** The text of pieces and nothing else. */
    String plain(int from, int to) {
        StringBuilder text = new StringBuilder(pieces.get(from).text());
        for (Piece piece : pieces.subList(from + 1, to)) {
            text.append(piece.glue()).append(piece.text());
        }
        return text.toString();
    }

    /** Index of the first of the pieces that are the overlap of a chunk; the chunk's own first piece if none fits. */
    private int wholePiecesBefore(int from) {
        int first = from;
        int weight = 0;
        while (first > 0 && pieces.get(first).context() instanceof Piece.Overlap) {
            weight += pieces.get(first - 1).weight();
            if (weight > overlap) {
                break;
            }
            first--;
        }
        return first;
    }

    /** As many whole words from the end of a text as the overlap allows. */
    private String lastWords(String text) {
        int[] ends = tokenizer.ends(text);
        int from = ends.length <= overlap ? 0 : ends[ends.length - overlap - 1];
        int space = text.indexOf(' ', from);
        if (space < 0 || text.length() - space > overlap * Weights.CHARS_PER_TOKEN) {
            return "";
        }
        return text.substring(space + 1).strip();
    }
}
