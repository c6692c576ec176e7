package dev.freshet.embed;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** Reads a text as BERT's words: lower case, no accents, each punctuation mark and each Chinese character alone. */
final class WordReader {

    private final String text;
    private final Consumer<Word> words;
    private final IntConsumer marks;
    private final Word word = new Word();

    /** True where a mark would belong to the character before it, which has left as a word of its own. */
    private boolean afterSymbol;

    /**
     * @param words told each word; the object is used again for the next one
     * @param marks told the end of a mark (accent, joiner) that belongs to the word told last
     */
    WordReader(String text, Consumer<Word> words, IntConsumer marks) {
        this.text = text;
        this.words = words;
        this.marks = marks;
    }

    void read() {
        int at = 0;
        while (at < text.length()) {
            int codePoint = text.codePointAt(at);
            at += Character.charCount(codePoint);
            if (codePoint < 0x80) {
                readAscii((char) codePoint, at);
            } else {
                readOther(codePoint, at);
            }
        }
        flush();
    }

    private void readAscii(char c, int end) {
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
            letter(c, end);
        } else if (c >= 'A' && c <= 'Z') {
            letter((char) (c + 32), end);
        } else if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
            space();
        } else if (c > ' ' && c < 0x7F) {
            symbol(c, end);
        } else {
            mark(end);
        }
    }

    private void readOther(int codePoint, int end) {
        if (Scripts.isDropped(codePoint)) {
            mark(end);
        } else if (Scripts.isSpace(codePoint)) {
            space();
        } else if (Scripts.isChinese(codePoint)) {
            symbol(codePoint, end);
        } else {
            decomposed(codePoint, end);
        }
    }

    private void decomposed(int codePoint, int end) {
        String parts = Normalizer.normalize(Character.toString(codePoint), Normalizer.Form.NFD);
        parts.codePoints().forEach(part -> {
            if (Character.getType(part) == Character.NON_SPACING_MARK) {
                mark(end);
            } else if (Scripts.isPunctuation(part)) {
                symbol(part, end);
            } else {
                letter(Character.toLowerCase(part), end);
            }
        });
    }

    private void letter(int codePoint, int end) {
        word.add(codePoint, end);
        afterSymbol = false;
    }

    private void symbol(int codePoint, int end) {
        flush();
        word.add(codePoint, end);
        flush();
        afterSymbol = true;
    }

    private void space() {
        flush();
        afterSymbol = false;
    }

    private void mark(int end) {
        if (word.length() > 0) {
            word.extend(end);
        } else if (afterSymbol) {
            marks.accept(end);
        }
    }

    private void flush() {
        if (word.length() > 0) {
            words.accept(word);
            word.clear();
        }
    }

    /** A word after normalisation, which remembers where its characters end in the text. */
    static final class Word {

        /** Longer words are unknown to the model. In code points, as Hugging Face counts them. */
        private static final int MAX_CODE_POINTS = 100;

        private char[] letters = new char[128];
        private int[] ends = new int[128];
        private int length;
        private int codePoints;

        int length() {
            return length;
        }

        boolean tooLong() {
            return codePoints > MAX_CODE_POINTS;
        }

        String letters(int from, int to) {
            return new String(letters, from, to - from);
        }

        /** Index in the text of the char after the first {@code count} chars of the word. */
        int end(int count) {
            return ends[count - 1];
        }

        private void add(int codePoint, int end) {
            if (length + 2 > letters.length) {
                letters = Arrays.copyOf(letters, length * 2);
                ends = Arrays.copyOf(ends, length * 2);
            }
            int chars = Character.toChars(codePoint, letters, length);
            Arrays.fill(ends, length, length + chars, end);
            length += chars;
            codePoints++;
        }

        private void extend(int end) {
            ends[length - 1] = end;
        }

        private void clear() {
            length = 0;
            codePoints = 0;
        }
    }
}
