package dev.freshet.source.web;

import dev.freshet.source.http.Http;
import dev.freshet.source.http.HttpAnswer;
import dev.freshet.source.http.HttpCall;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/** Asks a site's hosts, each at its pace, and follows redirects. Every step of a redirect is checked as its start is. */
final class Site {

    private static final int MOST_REDIRECTS = 5;

    /**
     * An answer, and where it was found.
     *
     * @param forGood whether no redirect on the way is only for now
     */
    record Found(URI url, HttpAnswer answer, boolean forGood) {}

    /** Says of each address on the way, before it is asked, what to ask it with. */
    interface Gate {
        /** Headers of the call; throws where the address must not be asked. */
        Map<String, String> pass(URI url) throws IOException, InterruptedException;
    }

    private final Http http;
    private final WebOptions options;
    private final Map<String, Pace> paces = new ConcurrentHashMap<>();
    private final BooleanSupplier cancelled;

    /**
     * @param cancelled whether waiting is over
     */
    Site(Http http, WebOptions options, BooleanSupplier cancelled) {
        this.http = http;
        this.options = options;
        this.cancelled = cancelled;
    }

    /** Has calls to a host wait for each other. */
    void slowDown(String origin, long delayMillis) {
        paces.put(origin, new Pace(delayMillis));
    }

    /**
     * Asks for something.
     *
     * @throws IOException where there is no answer, or the redirects have no end
     */
    Found get(URI url, long longest, Gate gate) throws IOException, InterruptedException {
        URI place = url;
        boolean forGood = true;
        for (int step = 0; step <= MOST_REDIRECTS; step++) {
            HttpAnswer answer = call(place, longest, gate.pass(place));
            String location = answer.header("Location").orElse("");
            if (!isRedirect(answer.status()) || location.isBlank()) {
                return new Found(place, answer, forGood);
            }
            forGood &= answer.status() == 301 || answer.status() == 308;
            try {
                place = Urls.resolved(place, location);
            } catch (IllegalArgumentException e) {
                throw new IOException(place + " redirects to something that can't be read: " + e.getMessage(), e);
            }
        }
        throw new IOException(url + " was redirected more than " + MOST_REDIRECTS + " times");
    }

    private HttpAnswer call(URI url, long longest, Map<String, String> headers)
            throws IOException, InterruptedException {
        Pace pace = paces.get(Urls.origin(url));
        if (pace != null) {
            pace.await(cancelled);
        }
        Map<String, String> all = new TreeMap<>(headers);
        all.put("User-Agent", options.userAgent());
        WebOptions.Limits limits = options.limits();
        return http.send(new HttpCall(
                "GET",
                url,
                all,
                null,
                new HttpCall.Budget("web " + url.getRawAuthority(), limits.requestsPerSecond()),
                new HttpCall.Limits(!limits.privateAddresses(), longest)));
    }

    private static boolean isRedirect(int status) {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }
}
