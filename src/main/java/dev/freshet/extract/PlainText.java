package dev.freshet.extract;

/** Decoded text, after the check that it is text. */
final class PlainText {

    private static final int FORGIVEN = 4;
    private static final double MOST_CONTROLS = 0.02;

    private PlainText() {}

    /** Text of the original, with {@code \n} as line end. */
    static String of(Original original) {
        return checked(original, Charsets.decode(original.bytes()));
    }

    /** The same for text that can name its own charset. */
    static String declaring(Original original) {
        return checked(original, Charsets.decodeDeclared(original.bytes()));
    }

    private static String checked(Original original, String text) {
        long controls = text.codePoints().filter(PlainText::isBinary).count();
        if (controls > FORGIVEN + text.length() * MOST_CONTROLS) {
            throw ExtractionException.binary(original.name());
        }
        return text.replace("\r\n", "\n").replace('\r', '\n');
    }

    private static boolean isBinary(int c) {
        boolean layout = c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == 0x1B || c == 0x85;
        return !layout && (Character.isISOControl(c) || c == 0xFFFD);
    }
}
