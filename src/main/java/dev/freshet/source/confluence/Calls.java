package dev.freshet.source.confluence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freshet.source.http.Http;
import dev.freshet.source.http.HttpAnswer;
import dev.freshet.source.http.HttpCall;
import dev.freshet.source.http.ServerTime;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Calls of one account to one Confluence. Safe for many threads. */
final class Calls {

    private static final int TOO_SLOW = 504;
    /** Of a page that can be halved. */
    private static final Pattern LIMIT = Pattern.compile("([?&]limit=)([2-9]|\\d{2,})(?!\\d)");

    private final ObjectMapper json = new ObjectMapper();
    private final Http http;
    private final ConfluenceOptions options;
    private final HttpCall.Budget budget;
    private final ServerTime time = new ServerTime(Clock.systemUTC());
    private volatile BooleanSupplier stopped = () -> false;

    Calls(ConfluenceOptions options, Http http) {
        this.options = options;
        this.http = http;
        String account = options.host() + ' ' + authorization();
        this.budget = new HttpCall.Budget("confluence-" + sha256(account), options.perSecond());
    }

    /** Hash of a text, short enough for a fingerprint. */
    static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private String authorization() {
        ConfluenceOptions.Credentials who = options.credentials();
        return who.user().isBlank()
                ? "Bearer " + who.token()
                : "Basic "
                        + Base64.getEncoder()
                                .encodeToString((who.user() + ":" + who.token()).getBytes(StandardCharsets.UTF_8));
    }

    /** Path and query, with values that may hold anything. */
    static String path(String path, String... namesAndValues) {
        StringBuilder query = new StringBuilder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            query.append(query.isEmpty() ? '?' : '&')
                    .append(namesAndValues[i])
                    .append('=')
                    .append(encoded(namesAndValues[i + 1]));
        }
        return path + query;
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /**
     * Asks for JSON.
     *
     * @param path below the root, with its query
     * @throws Refusal where the status isn't 2xx, or the answer no JSON
     */
    JsonNode get(String path) throws IOException, InterruptedException {
        URI uri = uri(path);
        Map<String, String> headers = Map.of("Authorization", authorization(), "Accept", "application/json");
        HttpAnswer answer = send(HttpCall.get(uri, headers, budget), ErrorBody::isBusy);
        time.heard(answer);
        if (!answer.isOk()) {
            throw refusal(answer, uri);
        }
        try {
            JsonNode read = json.readTree(answer.body());
            if (read.isContainerNode()) {
                return read;
            }
        } catch (JsonProcessingException e) {
            // said below
        }
        throw Refusals.notJson(answer.status(), uri);
    }

    /** Asks for a page of a list: for half its rows, and half again, where the server takes too long for so many. */
    JsonNode page(String path) throws IOException, InterruptedException {
        String asked = path;
        while (true) {
            try {
                return get(asked);
            } catch (Refusal e) {
                Matcher limit = LIMIT.matcher(asked);
                if (e.status() != TOO_SLOW || !limit.find()) {
                    throw e;
                }
                asked = limit.replaceFirst("$1" + Integer.parseInt(limit.group(2)) / 2);
            }
        }
    }

    /** A 404 that Confluence didn't write tells of a proxy, or of a server that is starting, and not of a page. */
    Refusal refusal(HttpAnswer answer, URI uri) {
        ErrorBody said = new ErrorBody(answer);
        return answer.status() == 404 && !said.isOwn()
                ? Refusals.notJson(answer.status(), uri)
                : Refusals.of(answer.status(), said.isOwn(), uri, said.text());
    }

    /** The address of a path below the root. */
    URI uri(String path) {
        return URI.create(options.root() + path);
    }

    /** Asks for a file. What comes may be of any status. */
    HttpAnswer file(URI uri, boolean signed) throws IOException, InterruptedException {
        Map<String, String> headers = signed ? Map.of("Authorization", authorization()) : Map.of();
        return send(HttpCall.get(uri, headers, budget), ErrorBody::isBusyWithFiles);
    }

    private HttpAnswer send(HttpCall call, Predicate<ErrorBody> busy) throws IOException, InterruptedException {
        return http.send(options.isCloud() ? call : call.where(answer -> busy.test(new ErrorBody(answer))));
    }

    /** Begins a listing, which ends early when it is stopped. */
    void begin(BooleanSupplier stop) {
        time.begin();
        stopped = stop;
    }

    /** When the listing's first answer was given, by the server's own clock. */
    Instant begun() {
        return time.begun();
    }

    /** Lists look here before each of their pages. */
    void goOn() throws IOException {
        if (stopped.getAsBoolean()) {
            throw new IOException("The listing was stopped before its end.");
        }
    }

    /**
     * The rows of a list's answer.
     *
     * @throws IOException where it has none: an answer that isn't a list is not the end of one
     */
    static JsonNode results(JsonNode answer) throws IOException {
        JsonNode rows = answer.path("results");
        if (!rows.isArray()) {
            throw new IOException(
                    "Confluence answered a question for a list with something else. The next pass asks again.");
        }
        return rows;
    }

    /** Values of a condition. */
    static String list(List<String> values) {
        return values.stream()
                .map(value -> '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(", "));
    }
}
