package dev.freshet.source.web;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.freshet.testing.SlowAnswers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** A web site on loopback, with a sitemap of its pages, versions of them, and faults on demand. It counts what is asked. */
final class WebSite implements AutoCloseable {

    /** How a site names the versions of its pages. */
    enum Versions {
        ETAG,
        MODIFIED,
        NONE
    }

    /** Nanoseconds when it came, and the bytes of the answer's body. */
    record Request(String path, Headers headers, int status, int bytes, long at) {}

    private record Page(byte[] body, String type, Instant modified) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final SortedMap<String, Page> pages = new ConcurrentSkipListMap<>();
    private final Map<String, Page> others = new ConcurrentHashMap<>();
    private final Map<String, Integer> faults = new ConcurrentHashMap<>();
    private final Map<String, Integer> redirectStatuses = new ConcurrentHashMap<>();
    private final Map<String, Page> written = new ConcurrentHashMap<>();
    private final Map<String, String> redirects = new ConcurrentHashMap<>();
    private final Map<String, Map<String, String>> extraHeaders = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final SlowAnswers slowness = new SlowAnswers();
    private Instant now = Instant.parse("2026-01-01T12:00:00Z");
    private Versions versions = Versions.ETAG;
    private int parts = 1;

    WebSite() throws IOException {
        this(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0));
    }

    WebSite(InetSocketAddress address) throws IOException {
        server = HttpServer.create(address, 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    int port() {
        return server.getAddress().getPort();
    }

    void answerAfter(Duration time) {
        slowness.take(time);
    }

    /** Pages tell their versions like this from now on. */
    WebSite versions(Versions kind) {
        versions = kind;
        return this;
    }

    /** The sitemap becomes an index with so many parts. */
    WebSite parts(int count) {
        parts = count;
        return this;
    }

    /** Adds or changes a page that the sitemap has. One that returns as it was is as old as it was. */
    WebSite page(String path, String type, String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        Page last = written.get(path);
        if (last == null || !Arrays.equals(last.body(), body)) {
            now = now.plusSeconds(60);
            last = new Page(body, type, now);
            written.put(path, last);
        }
        pages.put(path, last);
        return this;
    }

    WebSite html(String path, String body) {
        return page(path, "text/html; charset=utf-8", "<!doctype html><html><body>" + body + "</body></html>");
    }

    /** Adds a file that the sitemap hasn't. */
    WebSite file(String path, String type, byte[] body) {
        others.put(path, new Page(body, type, now));
        return this;
    }

    WebSite robots(String text) {
        return file("/robots.txt", "text/plain", text.getBytes(StandardCharsets.UTF_8));
    }

    /** Takes a page away, from the sitemap too. */
    void remove(String path) {
        pages.remove(path);
    }

    /** Has a path answer this status; the sitemap still has it. */
    WebSite fault(String path, int status) {
        faults.put(path, status);
        return this;
    }

    void mend(String path) {
        faults.remove(path);
    }

    WebSite redirect(String path, String location) {
        redirects.put(path, location);
        return this;
    }

    WebSite redirect(String path, int status, String location) {
        redirectStatuses.put(path, status);
        return redirect(path, location);
    }

    void noRedirect(String path) {
        redirects.remove(path);
    }

    WebSite header(String path, String name, String value) {
        extraHeaders.put(path, Map.of(name, value));
        return this;
    }

    String text(String path) {
        return new String(Objects.requireNonNull(pages.get(path)).body(), StandardCharsets.UTF_8);
    }

    List<String> paths() {
        return new ArrayList<>(pages.keySet());
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    /** What was asked for a path. */
    List<Request> requests(String path) {
        return requests.stream().filter(request -> request.path().equals(path)).toList();
    }

    void forgetRequests() {
        requests.clear();
    }

    private void answer(HttpExchange exchange) throws IOException {
        long at = System.nanoTime();
        slowness.await();
        String path = exchange.getRequestURI().toString();
        int status = 500;
        byte[] body = new byte[0];
        try {
            Page page = page(path);
            status = status(path, page, exchange);
            body = status == 200 && page != null ? page.body() : new byte[0];
        } finally {
            requests.add(new Request(path, exchange.getRequestHeaders(), status, body.length, at));
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        }
    }

    private int status(String path, @Nullable Page page, HttpExchange exchange) {
        Headers answer = exchange.getResponseHeaders();
        extraHeaders.getOrDefault(path, Map.of()).forEach(answer::add);
        if (faults.containsKey(path)) {
            answer.add("Retry-After", "0");
            return Objects.requireNonNull(faults.get(path));
        }
        if (redirects.containsKey(path)) {
            answer.add("Location", Objects.requireNonNull(redirects.get(path)));
            return redirectStatuses.getOrDefault(path, 301);
        }
        if (page == null) {
            return 404;
        }
        answer.add("Content-Type", page.type());
        return pages.containsKey(path) && isKnown(page, exchange) ? 304 : 200;
    }

    private boolean isKnown(Page page, HttpExchange exchange) {
        String etag = '"' + Integer.toHexString(Arrays.hashCode(page.body())) + '"';
        String time =
                DateTimeFormatter.RFC_1123_DATE_TIME.format(page.modified().atOffset(ZoneOffset.UTC));
        Headers asked = exchange.getRequestHeaders();
        switch (versions) {
            case ETAG -> exchange.getResponseHeaders().add("ETag", etag);
            case MODIFIED -> exchange.getResponseHeaders().add("Last-Modified", time);
            case NONE -> {}
        }
        return switch (versions) {
            case ETAG -> etag.equals(asked.getFirst("If-None-Match"));
            case MODIFIED -> time.equals(asked.getFirst("If-Modified-Since"));
            case NONE -> false;
        };
    }

    private @Nullable Page page(String path) {
        if (others.containsKey(path)) {
            return others.get(path);
        }
        if (path.startsWith("/sitemap")) {
            return new Page(sitemap(path).getBytes(StandardCharsets.UTF_8), "application/xml", now);
        }
        return pages.get(path);
    }

    private String sitemap(String path) {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        String namespace = " xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"";
        if (parts > 1 && path.equals("/sitemap.xml")) {
            xml.append("<sitemapindex").append(namespace).append(">\n");
            for (int part = 1; part <= parts; part++) {
                String place = "/sitemap-" + part + ".xml";
                boolean empty =
                        pages.keySet().stream().noneMatch(page -> part(page).equals(place));
                if (empty && !faults.containsKey(place) && !others.containsKey(place)) {
                    continue;
                }
                xml.append("<sitemap><loc>").append(url(place)).append("</loc></sitemap>\n");
            }
            return xml.append("</sitemapindex>").toString();
        }
        xml.append("<urlset").append(namespace).append(">\n");
        pages.forEach((page, content) -> {
            if (parts == 1 || path.equals(part(page))) {
                xml.append("<url><loc>")
                        .append(url(page).replace("&", "&amp;"))
                        .append("</loc><lastmod>")
                        .append(content.modified())
                        .append("</lastmod></url>\n");
            }
        });
        return xml.append("</urlset>").toString();
    }

    private String part(String page) {
        return "/sitemap-" + (1 + Math.floorMod(page.hashCode(), parts)) + ".xml";
    }

    static byte[] zipped(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    String sitemap() {
        return sitemap("/sitemap.xml");
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
