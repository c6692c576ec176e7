package dev.freshet.embed;

/** Classes of characters as BERT's normalisation knows them, for characters beyond ASCII. */
final class Scripts {

    private Scripts() {}

    /** Control, format, private and unassigned characters: the model doesn't see them. */
    static boolean isDropped(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> true;
            default -> codePoint == 0xFFFD;
        };
    }

    static boolean isSpace(int codePoint) {
        return Character.isSpaceChar(codePoint) || codePoint == 0x85;
    }

    static boolean isPunctuation(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION -> true;
            default -> isAsciiSymbol(codePoint);
        };
    }

    /** Some characters decompose to an ASCII symbol, for example U+1FEF to a grave accent. */
    private static boolean isAsciiSymbol(int codePoint) {
        return codePoint < 0x80 && codePoint > ' ' && !Character.isLetterOrDigit(codePoint);
    }

    /** CJK ideographs, in the blocks that BERT's tokenizer names; no kana and no hangul. */
    static boolean isChinese(int codePoint) {
        return within(codePoint, 0x4E00, 0x9FFF)
                || within(codePoint, 0x3400, 0x4DBF)
                || within(codePoint, 0x20000, 0x2A6DF)
                || within(codePoint, 0x2A700, 0x2B73F)
                || within(codePoint, 0x2B740, 0x2B81F)
                || within(codePoint, 0x2B820, 0x2CEAF)
                || within(codePoint, 0xF900, 0xFAFF)
                || within(codePoint, 0x2F800, 0x2FA1F);
    }

    private static boolean within(int codePoint, int first, int last) {
        return first <= codePoint && codePoint <= last;
    }
}
