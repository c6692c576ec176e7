package dev.freshet.chunk;

import dev.freshet.embed.Tokenizer;

/**
 * What a text takes of a chunk: its tokens, or a token for every {@value #CHARS_PER_TOKEN} characters if that is more,
 * because a word that the model doesn't know can be a megabyte long and still one token.
 *
 * <p>The weight of texts joined by white space is never more than the sum of their weights.
 */
final class Weights {

    /** Plain English has about 4.5. */
    static final int CHARS_PER_TOKEN = 10;

    private final String text;
    private final int[] ends;

    Weights(String text, Tokenizer tokenizer) {
        this.text = text;
        this.ends = tokenizer.ends(text);
    }

    String text() {
        return text;
    }

    /** Weight of a part of the text. */
    int of(int from, int to) {
        return Math.max(tokens(from, to), (to - from + CHARS_PER_TOKEN - 1) / CHARS_PER_TOKEN);
    }

    /** Tokens of a part of the text. */
    int tokens(int from, int to) {
        return tokensBefore(to) - tokensBefore(from);
    }

    /** Index after the token that a character belongs to, or a few characters on where the token is very long. */
    int tokenEnd(int from) {
        int token = tokensBefore(from);
        int end = token < ends.length ? ends[token] : text.length();
        end = Math.min(end, Math.min(from + CHARS_PER_TOKEN, text.length()));
        boolean insidePair = end < text.length() && Character.isSurrogatePair(text.charAt(end - 1), text.charAt(end));
        return insidePair ? end + 1 : end;
    }

    /** Number of tokens that end at or before an index. */
    private int tokensBefore(int index) {
        int low = 0;
        int high = ends.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ends[middle] <= index) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
