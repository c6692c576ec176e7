package dev.freshet.source.confluence;

import dev.freshet.source.http.HttpAnswer;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/** Fetches files, wherever their addresses lead, but to a login. Safe for many threads. */
final class Downloads {

    private static final int MOST_REDIRECTS = 5;

    /** Pages that ask who one is: Confluence's own, the one of Atlassian's accounts, and those of most proxies. */
    private static final Pattern LOGIN = Pattern.compile("(.*/)?(login|signin|sign_in)(\\.(action|jsp|html?))?/?");

    private final Calls calls;

    Downloads(Calls calls) {
        this.calls = calls;
    }

    /**
     * The bytes of a file.
     *
     * @param path below the root
     * @param isHtml whether the file itself is a web page
     * @throws Refusal where the status isn't 2xx
     * @throws IOException where a page came in the file's place
     */
    byte[] bytes(String path, boolean isHtml) throws IOException, InterruptedException {
        URI first = calls.uri(path);
        URI uri = first;
        for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
            HttpAnswer answer = calls.file(uri, isSameSite(first, uri));
            String location = answer.header("Location").orElse("");
            if (answer.isOk()) {
                return file(answer, first, isHtml);
            }
            if (answer.status() / 100 != 3 || location.isEmpty()) {
                throw calls.refusal(answer, uri);
            }
            uri = uri.resolve(location);
            refuseLogin(first, uri);
        }
        throw new IOException("The file at " + first + " leads from address to address without end.");
    }

    /** The token is for Confluence alone, never for the host that its files lie on. */
    private static boolean isSameSite(URI one, URI other) {
        return one.getScheme().equals(other.getScheme())
                && one.getRawAuthority().equals(other.getRawAuthority());
    }

    /** A login page may come with status 200. Its text is no document. */
    private static byte[] file(HttpAnswer answer, URI first, boolean isHtml) throws IOException {
        String type = answer.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        if (!isHtml && (type.startsWith("text/html") || type.startsWith("application/xhtml"))) {
            throw new IOException(
                    Refusals.place(first) + " answered with a web page in the place of the file. Does a login"
                            + " page or a proxy stand before it, and may the account see its page?");
        }
        return answer.body();
    }

    private static void refuseLogin(URI first, URI uri) throws IOException {
        boolean comesBack = String.valueOf(uri.getRawQuery()).contains("os_destination=");
        if (comesBack
                || LOGIN.matcher(String.valueOf(uri.getPath()).toLowerCase(Locale.ROOT))
                        .matches()) {
            throw new IOException(Refusals.place(first) + " leads to a login at " + Refusals.place(uri)
                    + " in the place of the file. Is the token right, and may the account see its page?");
        }
    }
}
