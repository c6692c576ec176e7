package dev.freshet.store.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freshet.remote.OutageException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Calls of a store's REST interface, each with limits for its time and its answer. Safe for many threads.
 */
public final class RestCalls {

    public static final ObjectMapper JSON = new ObjectMapper();

    /** Hundreds of long texts with long metadata and long vectors. */
    private static final long LONGEST_ANSWER = 64_000_000;

    private final RestServer server;
    private final RestFailures failures;
    private final HttpClient client;

    public RestCalls(RestServer server) {
        this.server = server;
        this.failures = new RestFailures(server);
        // HTTP/2 would put all requests on one connection, which dies as a whole
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(server.timeout())
                .build();
    }

    /** Parts of a list, for requests whose size is limited. */
    public static <T> List<List<T>> batches(List<T> all, int size) {
        return IntStream.iterate(0, from -> from < all.size(), from -> from + size)
                .mapToObj(from -> all.subList(from, Math.min(from + size, all.size())))
                .toList();
    }

    /**
     * Makes a call.
     *
     * @param path behind the address
     * @param body null = none
     * @return also where the answer is that something isn't there (404) or is there already (409)
     * @throws OutageException if the server can't be used now
     * @throws IllegalStateException if it refuses what it is sent
     */
    public RestAnswer call(String method, String path, @Nullable JsonNode body) {
        return call(method, path, text(body), failures::of);
    }

    /** The same with a body of several JSON texts, a line each. */
    public RestAnswer lines(String method, String path, List<? extends JsonNode> lines) {
        String body = lines.stream().map(line -> line + "\n").collect(Collectors.joining());
        return call(method, path, body, failures::of);
    }

    /**
     * What it means that a server refuses a part of a request, and says so in an answer to the whole.
     *
     * @param status as HTTP has it
     * @param said words of the server
     */
    public RuntimeException refusal(int status, String said) {
        return failures.of(status, said);
    }

    /**
     * The same for a call about the collection, with nothing of a document in it.
     *
     * @throws OutageException also if the server refuses what it is sent
     */
    public RestAnswer setUp(String method, String path, @Nullable JsonNode body) {
        return call(method, path, text(body), failures::ofSetUp);
    }

    private static @Nullable String text(@Nullable JsonNode body) {
        return body == null ? null : body.toString();
    }

    private RestAnswer call(
            String method,
            String path,
            @Nullable String body,
            Function<HttpResponse<byte[]>, RuntimeException> failure) {
        HttpResponse<byte[]> answer = answer(request(method, path, body));
        int status = answer.statusCode();
        if (status != 200 && status != 201 && status != 404 && status != 409) {
            throw failure.apply(answer);
        }
        try {
            return new RestAnswer(status, JSON.readTree(answer.body()));
        } catch (IOException e) {
            throw failures.outage("answers " + status + " with something that isn't JSON. " + failures.remedy(), e);
        }
    }

    private HttpRequest request(String method, String path, @Nullable String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.address() + path))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        RestLogin login = server.login();
        if (!login.value().isEmpty()) {
            request.header(login.header(), login.value());
        }
        return request.build();
    }

    private HttpResponse<byte[]> answer(HttpRequest request) {
        try {
            return once(request);
        } catch (HttpTimeoutException e) {
            throw failures.outage(
                    "can't be reached: no whole answer within "
                            + server.timeout().toSeconds() + " s. " + failures.remedy(),
                    e);
        } catch (IOException e) {
            String reason = e.getClass().getSimpleName() + (e.getMessage() == null ? "" : ": " + e.getMessage());
            throw failures.outage("can't be reached: " + reason + ". " + failures.remedy(), e);
        }
    }

    private HttpResponse<byte[]> once(HttpRequest request) throws IOException {
        // the request's own timeout would end with the head of the answer
        CompletableFuture<HttpResponse<byte[]>> pending =
                client.sendAsync(request, head -> new LimitedBody(LONGEST_ANSWER));
        try {
            return pending.get(server.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            pending.cancel(true);
            HttpTimeoutException late = new HttpTimeoutException("no whole answer");
            late.initCause(e);
            throw late;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        } catch (InterruptedException e) {
            pending.cancel(true);
            Thread.currentThread().interrupt();
            throw failures.outage("wasn't waited for: the thread was interrupted.", e);
        }
    }
}
