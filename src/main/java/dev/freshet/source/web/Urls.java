package dev.freshet.source.web;

import java.net.IDN;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes a URL in the one way that RFC 3986 calls normal, as far as that is safe: equal texts are the same page. */
public final class Urls {

    private static final Pattern HTTP = Pattern.compile(
            "(https?)://([^/?#]*?)(?::(\\d*))?([/][^?#]*)?(\\?[^#]*)?(?:#.*)?",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]{2}");

    /** What may stand in a path or a query besides letters and digits. */
    private static final String PLAIN = "-._~!$&'()*+,;=:@/?";

    private Urls() {}

    /**
     * The page that a text names, without the part after {@code #}.
     *
     * @throws IllegalArgumentException where it names none of the web
     */
    public static URI of(String text) {
        Matcher url = HTTP.matcher(text.strip());
        if (!url.matches() || url.group(2).isEmpty() || url.group(2).contains("@")) {
            throw new IllegalArgumentException(
                    "'" + text.strip() + "' is not the URL of a page, such as https://www.example.com/start");
        }
        String scheme = url.group(1).toLowerCase(Locale.ROOT);
        String path = url.group(4) == null ? "/" : escaped(url.group(4));
        String query = url.group(5) == null ? "" : escaped(url.group(5));
        return URI.create(scheme + "://" + host(url.group(2)) + port(scheme, url.group(3)) + path + query);
    }

    /** Where a redirect leads to. */
    static URI resolved(URI from, String location) {
        if (HTTP.matcher(location.strip()).matches()) {
            return of(location);
        }
        if (location.strip().matches("(?s)[A-Za-z][A-Za-z0-9+.-]*:.*")) {
            throw new IllegalArgumentException("'" + location.strip() + "' is not the URL of a page");
        }
        return of(
                from.resolve(escaped(location.strip().replaceFirst("#.*", ""))).toString());
    }

    /** What comes before the path. */
    static String origin(URI url) {
        return url.getScheme() + "://" + url.getRawAuthority();
    }

    private static String host(String host) {
        return (host.startsWith("[") ? host : IDN.toASCII(host, IDN.ALLOW_UNASSIGNED)).toLowerCase(Locale.ROOT);
    }

    private static String port(String scheme, @Nullable String port) {
        boolean usual = port == null || port.isEmpty() || port.equals(scheme.equals("http") ? "80" : "443");
        return usual ? "" : ":" + port;
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int at = 0; at < text.length(); ) {
            int c = text.codePointAt(at);
            boolean escape = c == '%'
                    && HEX.matcher(text)
                            .region(at + 1, Math.min(at + 3, text.length()))
                            .matches();
            boolean letter = c < 0x80 && Character.isLetterOrDigit(c);
            if (escape || letter || PLAIN.indexOf(c) >= 0) {
                escaped.appendCodePoint(c);
            } else {
                for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                    escaped.append(String.format(Locale.ROOT, "%%%02X", b));
                }
            }
            at += Character.charCount(c);
        }
        return escaped.toString();
    }
}
