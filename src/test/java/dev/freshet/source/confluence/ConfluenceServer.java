package dev.freshet.source.confluence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.freshet.testing.SlowAnswers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A Confluence on this machine. It is strict: an unknown path, parameter, expansion or account is an error. Files lie on a
 * second host.
 */
final class ConfluenceServer implements AutoCloseable {

    static final ObjectMapper JSON = new ObjectMapper();

    static {
        // without it, each answer waits 40 ms for the acknowledgement of its head
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    /** A question. */
    record Asked(String path, Map<String, String> parameters) {

        String get(String name) {
            return parameters.getOrDefault(name, "");
        }

        Asked takes(String... names) {
            for (String name : parameters.keySet()) {
                if (!Set.of(names).contains(name)) {
                    throw new Refused(400, "unknown parameter '" + name + "' of " + path);
                }
            }
            return this;
        }
    }

    /** An answer that isn't what was asked for. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;
        final int status;

        Refused(int status, String message) {
            super(message);
            this.status = status;
        }
    }

    /** A redirect to a file. */
    static final class Elsewhere extends RuntimeException {
        private static final long serialVersionUID = 1;

        Elsewhere(String location) {
            super(location);
        }
    }

    /** One of the two Confluences. */
    interface Flavour {

        /** What a path of the API begins with. */
        String root();

        boolean isWelcome(@Nullable String authorization);

        JsonNode answer(Asked asked);

        ObjectNode error(int status, String message);
    }

    /** What goes wrong: calls whose address contains a text, after some that go well, for a number of times. */
    private static final class Fault {
        final String part;
        int spare;
        int times;
        final int status;
        final String retryAfter;
        /** Null = the error that Confluence writes. */
        final @Nullable String body;

        Fault(String part, int spare, int times, int status, String retryAfter, @Nullable String body) {
            this.part = part;
            this.spare = spare;
            this.times = times;
            this.status = status;
            this.retryAfter = retryAfter;
            this.body = body;
        }
    }

    final ConfluenceWorld world = new ConfluenceWorld();
    final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    final List<Long> times = Collections.synchronizedList(new ArrayList<>());
    final List<String> mediaAuthorizations = Collections.synchronizedList(new ArrayList<>());
    /** Whether files are for those alone who log in by hand. */
    volatile boolean filesNeedLogin;
    /** What the host of files answers with a web page; 0 = it gives the file. */
    volatile int fileStatus;
    /** Happens before a file is given. */
    volatile Runnable atFile = () -> {};

    /** Calls that are let through in a second; those beyond get 429. 0 = any number. */
    volatile int perSecond;
    /** Calls that were too many. */
    final AtomicInteger refusedByRate = new AtomicInteger();

    private final SlowAnswers slowness = new SlowAnswers();
    private final List<Fault> faults = new ArrayList<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final HttpServer server;
    private final HttpServer media;
    private final Flavour flavour;

    ConfluenceServer(java.util.function.Function<ConfluenceServer, Flavour> flavour) throws IOException {
        server = listen(this::site);
        media = listen(this::file);
        this.flavour = flavour.apply(this);
    }

    private interface Handling {
        void handle(HttpExchange exchange) throws IOException;
    }

    private HttpServer listen(Handling handling) throws IOException {
        HttpServer made = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        made.setExecutor(threads);
        made.createContext("/", exchange -> {
            try (exchange) {
                slowness.await();
                handling.handle(exchange);
            }
        });
        made.start();
        return made;
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    String mediaAddress() {
        return "http://127.0.0.1:" + media.getAddress().getPort();
    }

    void answerAfter(Duration time) {
        slowness.take(time);
    }

    /** Has calls fail with HTML and the wish to be asked again at once. */
    synchronized void fail(String part, int spare, int times, int status) {
        faults.add(new Fault(part, spare, times, status, "0", "<html><body><h1>Oops</h1></body></html>"));
    }

    synchronized void limit(String part, int times, int status, String retryAfter) {
        faults.add(new Fault(part, 0, times, status, retryAfter, null));
    }

    /** Has calls fail with a body of any kind, and without a word on when to ask again. */
    synchronized void refuse(String part, int times, int status, String body) {
        faults.add(new Fault(part, 0, times, status, "", body));
    }

    synchronized void mend() {
        faults.clear();
    }

    /** The calls since the last time that this was asked. */
    List<String> newCalls() {
        synchronized (calls) {
            List<String> since = List.copyOf(calls);
            calls.clear();
            return since;
        }
    }

    private synchronized void site(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        String query = exchange.getRequestURI().getRawQuery();
        calls.add(path + (query == null ? "" : "?" + query));
        times.add(System.nanoTime());
        if (isTooFast()) {
            refusedByRate.incrementAndGet();
            exchange.getResponseHeaders().set("Retry-After", "1");
            send(exchange, 429, flavour.error(429, "Rate limit exceeded"));
            return;
        }
        if (failed(exchange)) {
            return;
        }
        if (path.equals(flavour.root() + "/login.action")) {
            html(exchange, 200, "<html><body><h1>Log in</h1></body></html>");
            return;
        }
        try {
            if (!path.startsWith(flavour.root())) {
                throw new Refused(404, "no such path: " + path);
            }
            if (!flavour.isWelcome(exchange.getRequestHeaders().getFirst("Authorization"))) {
                throw new Refused(401, "Unauthorized");
            }
            send(
                    exchange,
                    200,
                    flavour.answer(new Asked(path.substring(flavour.root().length()), parameters(query))));
        } catch (Elsewhere e) {
            String login = address() + flavour.root() + "/login.action?os_destination=%2Fdownload";
            exchange.getResponseHeaders().set("Location", filesNeedLogin ? login : String.valueOf(e.getMessage()));
            exchange.sendResponseHeaders(302, -1);
        } catch (Refused e) {
            send(exchange, e.status, flavour.error(e.status, String.valueOf(e.getMessage())));
        } catch (RuntimeException e) {
            send(exchange, 400, flavour.error(400, String.valueOf(e.getMessage())));
        }
    }

    /** A tenth of a second is left to the line. */
    private boolean isTooFast() {
        long second = System.nanoTime() - 900_000_000L;
        return perSecond > 0
                && List.copyOf(times).stream().filter(time -> time - second > 0).count() > perSecond + 1;
    }

    private boolean failed(HttpExchange exchange) throws IOException {
        String call = exchange.getRequestURI().getRawPath() + "?"
                + exchange.getRequestURI().getRawQuery();
        for (Fault fault : faults) {
            if (call.contains(fault.part) && fault.spare-- <= 0 && fault.times-- > 0) {
                fail(exchange, fault);
                return true;
            }
        }
        return false;
    }

    private void fail(HttpExchange exchange, Fault fault) throws IOException {
        if (!fault.retryAfter.isEmpty()) {
            exchange.getResponseHeaders().set("Retry-After", fault.retryAfter);
        }
        if (fault.body != null) {
            html(exchange, fault.status, fault.body);
        } else {
            send(exchange, fault.status, flavour.error(fault.status, "Rate limit exceeded"));
        }
    }

    private static void html(HttpExchange exchange, int status, String page) throws IOException {
        byte[] bytes = page.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html;charset=UTF-8");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private void file(HttpExchange exchange) throws IOException {
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        mediaAuthorizations.add(String.valueOf(authorization));
        atFile.run();
        ConfluenceWorld.Item file = world.get(exchange.getRequestURI().getPath().substring(1));
        int status = file.status.equals("current") ? fileStatus : 404;
        if (status != 0) {
            html(exchange, status, "<html><body><h1>Log in</h1></body></html>");
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", file.mediaType());
        exchange.sendResponseHeaders(
                authorization == null ? 200 : 400, file.bytes.length == 0 ? -1 : file.bytes.length);
        exchange.getResponseBody().write(file.bytes);
    }

    private static void send(HttpExchange exchange, int status, JsonNode body) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static Map<String, String> parameters(@Nullable String query) {
        Map<String, String> parameters = new TreeMap<>();
        if (query != null) {
            for (String part : query.split("&", -1)) {
                String[] both = part.split("=", 2);
                parameters.put(both[0], URLDecoder.decode(both[1], StandardCharsets.UTF_8));
            }
        }
        return parameters;
    }

    @Override
    public void close() {
        server.stop(0);
        media.stop(0);
        threads.shutdownNow();
    }
}
