package dev.freshet.config;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The passwords and tokens that routes and {@code camel.} options give to components, for the whole process: a library
 * may say one in any message, and a route may bring a new one while the service runs.
 */
public final class KnownSecrets {

    /** A shorter one would tear up words that have nothing to do with it. */
    private static final int SHORTEST = 8;

    private static final Pattern NAME = Pattern.compile(
            "(?i)(password|passwd|passphrase|secret|credential|token(?!iz)|access[-_.]?key|api[-_.]?key|authorization)");

    /** What only says where a secret lies, or of which kind it is. */
    private static final Pattern PLACE =
            Pattern.compile("(?i)(file|path|url|uri|type|name|header|store|resource|algorithm)$");

    private static final Set<String> FORMS = ConcurrentHashMap.newKeySet();
    private static volatile List<String> longestFirst = List.of();

    private KnownSecrets() {}

    /** Whether an option, a header or a variable of this name holds a secret. */
    public static boolean isNameOfOne(String name) {
        return NAME.matcher(name).find() && !PLACE.matcher(name).find();
    }

    /** Has a text hidden from now on. One of less than 8 characters isn't. */
    public static void add(String text) {
        String secret = text.startsWith("RAW(") && text.endsWith(")") ? text.substring(4, text.length() - 1) : text;
        if (secret.strip().length() < SHORTEST) {
            return;
        }
        String inAddress = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        FORMS.addAll(List.of(
                secret,
                inAddress,
                inAddress.replace("+", "%20"),
                // as Camel writes an address that it can't resolve, and what it reads in it
                inAddress.replace("%2B", "+"),
                secret.replace('+', ' '),
                secret.replace("\\", "\\\\").replace("\"", "\\\"")));
        longestFirst = FORMS.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /** A text in which each of them is replaced by {@code ***}. */
    static String hiddenIn(String text) {
        String hidden = text;
        for (String form : longestFirst) {
            hidden = hidden.replace(form, "***");
        }
        return hidden;
    }
}
