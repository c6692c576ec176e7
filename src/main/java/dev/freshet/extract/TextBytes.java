package dev.freshet.extract;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Whether bytes under a name that promises text may be read as text without asking Tika, whose detection costs more than
 * reading a small file. Bytes with control characters, which every binary format has near its beginning, and formats that
 * begin in letters are not.
 */
final class TextBytes {

    /** Far enough for a format to show itself. */
    private static final int LOOKED_AT = 4_096;

    private static final List<byte[]> FORMATS = List.of(ascii("%PDF"), ascii("{\\rtf"));

    private TextBytes() {}

    static boolean areText(byte[] bytes) {
        for (int i = 0; i < Math.min(bytes.length, LOOKED_AT); i++) {
            if (isControl(bytes[i])) {
                return false;
            }
        }
        return FORMATS.stream().noneMatch(format -> beginsWith(bytes, format));
    }

    private static boolean isControl(byte value) {
        return value >= 0 && value < ' ' && value != '\t' && value != '\n' && value != '\r' && value != '\f';
    }

    private static boolean beginsWith(byte[] bytes, byte[] format) {
        return bytes.length >= format.length && Arrays.equals(bytes, 0, format.length, format, 0, format.length);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
