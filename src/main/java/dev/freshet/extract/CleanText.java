package dev.freshet.extract;

/** Text without what a person can't see: control characters, lone surrogates, soft hyphens, zero-width marks. */
final class CleanText {

    private CleanText() {}

    /** One line: every run of white space, non-breaking or not, becomes one space. */
    static String folded(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (isSpace(c)) {
                space(clean);
            } else if (isVisible(c)) {
                clean.appendCodePoint(c);
            }
        });
        return clean.toString().strip();
    }

    /** Lines as they are, with their indentation and tabs; blank lines before and after are dropped. */
    static String lines(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.replace("\r\n", "\n").replace('\r', '\n').codePoints().forEach(c -> {
            if (c == '\n' || c == '\t') {
                clean.appendCodePoint(c);
            } else if (isSpace(c)) {
                clean.append(' ');
            } else if (isVisible(c)) {
                clean.appendCodePoint(c);
            }
        });
        String lines = clean.toString().stripTrailing();
        int firstText = 0;
        while (firstText < lines.length() && Character.isWhitespace(lines.charAt(firstText))) {
            firstText++;
        }
        return lines.substring(lines.lastIndexOf('\n', firstText) + 1);
    }

    private static void space(StringBuilder clean) {
        if (clean.length() > 0 && clean.charAt(clean.length() - 1) != ' ') {
            clean.append(' ');
        }
    }

    private static boolean isSpace(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0x85;
    }

    /** Zero-width joiner and non-joiner (U+200D, U+200C) stay: they are spelling in Persian, Hindi and emoji. */
    private static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.SURROGATE -> false;
            case Character.FORMAT -> c == 0x200C || c == 0x200D;
            case Character.UNASSIGNED -> (c & 0xFFFE) != 0xFFFE;
            default -> c != 0xFFFD;
        };
    }
}
