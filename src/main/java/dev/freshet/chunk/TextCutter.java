package dev.freshet.chunk;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Cuts a text at its best places, until each part is light enough. Only white space is left out between the parts. */
final class TextCutter {

    /** Ways to cut running text, the best first. The first one is always taken. */
    static final List<Boundary> PROSE = List.of(Boundary.SENTENCE, Boundary.LINE, Boundary.WORD, Boundary.TOKEN);

    /** Ways to cut code or the row of a table that doesn't fit. */
    static final List<Boundary> LINES = List.of(Boundary.LINE, Boundary.WORD, Boundary.TOKEN);

    /** Characters that tell one word from others like it. */
    private static final int REACH = 64;

    private static final BreakIterator SENTENCES = BreakIterator.getSentenceInstance(Locale.ROOT);

    private final Weights text;
    private final int limit;
    private final List<Part> parts = new ArrayList<>();

    private TextCutter(Weights text, int limit) {
        this.text = text;
        this.limit = limit;
    }

    /**
     * A part of a text.
     *
     * @param boundary kind of the place before it
     * @param hash of what follows the place
     */
    record Part(int from, int to, Boundary boundary, long hash) {}

    /**
     * @param limit most weight of a part
     * @param before kind of the place before the text
     */
    static List<Part> cut(Weights text, int limit, Boundary before, List<Boundary> ways) {
        TextCutter cutter = new TextCutter(text, limit);
        cutter.cut(0, text.text().length(), before, ways);
        return cutter.parts;
    }

    /** The text in one part if it is light enough, else cut. */
    static List<Part> cutIfTooLong(Weights text, int limit, Boundary before, List<Boundary> ways) {
        int length = text.text().length();
        if (text.of(0, length) <= limit) {
            return List.of(new Part(0, length, before, Fingerprint.of(text.text(), 0, length)));
        }
        return cut(text, limit, before, ways);
    }

    private void cut(int from, int to, Boundary before, List<Boundary> ways) {
        Boundary way = ways.get(0);
        List<Boundary> finer = ways.subList(1, ways.size());
        Boundary boundary = before;
        int start = from;
        for (int end : ends(from, to, way)) {
            int first = way == Boundary.LINE ? start : afterSpace(start, end);
            int last = beforeSpace(first, end);
            start = end;
            if (afterSpace(first, last) == last) {
                continue;
            }
            if (finer.isEmpty() || text.of(first, last) <= limit) {
                parts.add(new Part(first, last, boundary, hash(first, last, way)));
            } else {
                cut(first, last, boundary, finer);
            }
            boundary = way;
        }
    }

    private long hash(int from, int to, Boundary way) {
        boolean inSentence = way.compareTo(Boundary.WORD) <= 0;
        return Fingerprint.of(
                text.text(), from, inSentence ? Math.min(text.text().length(), from + REACH) : to);
    }

    private List<Integer> ends(int from, int to, Boundary way) {
        List<Integer> ends = new ArrayList<>();
        if (way == Boundary.SENTENCE) {
            BreakIterator sentences = (BreakIterator) SENTENCES.clone();
            sentences.setText(text.text().substring(from, to));
            for (int end = sentences.following(0); end != BreakIterator.DONE; end = sentences.next()) {
                ends.add(from + end);
            }
            return ends;
        }
        for (int at = from; at < to; ) {
            at = Math.min(to, endOfOne(at, way));
            ends.add(at);
        }
        return ends;
    }

    /** Index after the line, word or token that begins at an index. */
    private int endOfOne(int from, Boundary way) {
        if (way == Boundary.TOKEN) {
            return text.tokenEnd(from);
        }
        int at = from;
        while (at < text.text().length() && !endsOne(text.text().charAt(at), way)) {
            at++;
        }
        return at + 1;
    }

    private static boolean endsOne(char c, Boundary way) {
        return way == Boundary.LINE ? c == '\n' : isSpace(c);
    }

    private int afterSpace(int from, int to) {
        int at = from;
        while (at < to && isSpace(text.text().charAt(at))) {
            at++;
        }
        return at;
    }

    private int beforeSpace(int from, int to) {
        int at = to;
        while (at > from && isSpace(text.text().charAt(at - 1))) {
            at--;
        }
        return at;
    }

    /** White space that ends a word for the tokenizer too. */
    private static boolean isSpace(char c) {
        return c == ' ' || c == '\n' || c == '\t' || c == '\r' || Character.isSpaceChar(c);
    }
}
