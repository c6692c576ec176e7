package dev.freshet.extract;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.parser.txt.Icu4jEncodingDetector;
import org.jspecify.annotations.Nullable;

/**
 * Finds the charset of text. Order: byte order mark; zero bytes in every second place (UTF-16 without a mark); strict
 * UTF-8; what the text declares; statistics where most bytes aren't ASCII; windows-1252.
 */
final class Charsets {

    private static final Pattern DECLARED = Pattern.compile("(?:charset|encoding)\\s*=\\s*[\"']?\\s*([\\w.:-]+)");
    private static final int PROLOGUE = 8192;
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    private Charsets() {}

    /** Text of some bytes that may not say what charset they are in. */
    static String decode(byte[] bytes) {
        return decode(bytes, null);
    }

    /** Text of some bytes that may name their charset in an XML declaration or an HTML meta element. */
    static String decodeDeclared(byte[] bytes) {
        return decode(bytes, declared(bytes));
    }

    private static String decode(byte[] bytes, @Nullable Charset declared) {
        Charset wide = wide(bytes);
        if (wide != null) {
            return withoutMark(new String(bytes, wide));
        }
        boolean ascii = shareBeyondAscii(bytes) == 0;
        if (!ascii || declared == null) {
            Optional<String> utf8 = strict(bytes, StandardCharsets.UTF_8);
            if (utf8.isPresent()) {
                return withoutMark(utf8.get());
            }
        }
        return new String(bytes, declared == null ? guessed(bytes) : declared);
    }

    private static String withoutMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static Optional<String> strict(byte[] bytes, Charset charset) {
        try {
            return Optional.of(
                    charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static @Nullable Charset wide(byte[] bytes) {
        int mark = bytes.length < 2 ? 0 : (bytes[0] & 0xFF) << 8 | (bytes[1] & 0xFF);
        if (mark == 0xFEFF) {
            return StandardCharsets.UTF_16BE;
        }
        if (mark == 0xFFFE) {
            return StandardCharsets.UTF_16LE;
        }
        return wideWithoutMark(bytes);
    }

    private static @Nullable Charset wideWithoutMark(byte[] bytes) {
        int pairs = Math.min(bytes.length, PROLOGUE) / 2;
        int evenZeros = 0;
        int oddZeros = 0;
        for (int i = 0; i < pairs; i++) {
            evenZeros += bytes[2 * i] == 0 ? 1 : 0;
            oddZeros += bytes[2 * i + 1] == 0 ? 1 : 0;
        }
        if (bytes.length % 2 != 0 || Math.max(evenZeros, oddZeros) < Math.max(1, pairs / 5)) {
            return null;
        }
        if (Math.min(evenZeros, oddZeros) > pairs / 20) {
            return null;
        }
        Charset charset = evenZeros > oddZeros ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE;
        return strict(bytes, charset).isPresent() ? charset : null;
    }

    private static @Nullable Charset declared(byte[] bytes) {
        String prologue = new String(bytes, 0, Math.min(bytes.length, PROLOGUE), StandardCharsets.ISO_8859_1);
        Matcher matcher = DECLARED.matcher(prologue);
        while (matcher.find()) {
            String name = matcher.group(1);
            if (isPossible(name)) {
                return name.equalsIgnoreCase("iso-8859-1") ? WINDOWS_1252 : Charset.forName(name);
            }
        }
        return null;
    }

    /** A charset in which the declaration itself could be read; pages that claim "unicode" or UTF-16 here err. */
    private static boolean isPossible(String name) {
        try {
            return Charset.isSupported(name)
                    && Charset.forName(name).canEncode()
                    && "<".getBytes(Charset.forName(name)).length == 1;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Western text is mostly ASCII; in other single- and double-byte charsets most bytes are not. */
    private static Charset guessed(byte[] bytes) {
        if (shareBeyondAscii(bytes) < 0.25) {
            return WINDOWS_1252;
        }
        try {
            Charset found = new Icu4jEncodingDetector().detect(new ByteArrayInputStream(bytes), new Metadata());
            return found == null ? WINDOWS_1252 : found;
        } catch (IOException e) {
            return WINDOWS_1252;
        }
    }

    private static double shareBeyondAscii(byte[] bytes) {
        int count = 0;
        for (byte b : bytes) {
            count += b < 0 ? 1 : 0;
        }
        return bytes.length == 0 ? 0 : (double) count / bytes.length;
    }
}
