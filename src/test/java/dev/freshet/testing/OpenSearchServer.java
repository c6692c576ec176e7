package dev.freshet.testing;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.store.opensearch.Engine;
import dev.freshet.store.opensearch.IndexOptions;
import dev.freshet.store.rest.JsonVectors;
import dev.freshet.store.rest.RestLogin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real OpenSearch, one for all tests of a process, on a free port, in a folder and with libraries of its own, which {@code
 * .ci/opensearch} gets. Where they aren't, the tests that ask for it are skipped.
 */
public final class OpenSearchServer implements CollectionServer {

    private static final Path LIBRARIES = Path.of(
            Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                    .orElseGet(() -> System.getProperty("user.home") + "/.cache"),
            "freshet-tests/opensearch-2.19.1");
    private static final String NODE = "src/test/opensearch/OpenSearchNode.java";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int MOST = 10_000;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static @Nullable OpenSearchServer running;

    private final HttpClient client = HttpClient.newHttpClient();
    private final int port;

    private OpenSearchServer(int port) {
        this.port = port;
    }

    /** The server, which ends with this process. */
    public static synchronized OpenSearchServer get() {
        assumeTrue(Files.isDirectory(LIBRARIES), "no OpenSearch at " + LIBRARIES + "; .ci/opensearch gets it");
        OpenSearchServer server = running;
        if (server == null) {
            server = start();
            running = server;
        }
        return server;
    }

    private static OpenSearchServer start() {
        try {
            Path folder = Files.createTempDirectory("freshet-opensearch-");
            Files.createDirectory(folder.resolve("config"));
            int port = freePort();
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx512m",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            LIBRARIES.resolve("*").toString(),
                            NODE,
                            folder.toString(),
                            String.valueOf(port))
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process, folder)));
            OpenSearchServer server = new OpenSearchServer(port);
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> server.call("GET", "/", null).has("version"));
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void stop(Process process, Path folder) {
        try {
            process.destroyForcibly().waitFor();
            new ProcessBuilder("rm", "-rf", folder.toString()).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** A name that nothing has yet. */
    public static String newName() {
        return "i" + ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet();
    }

    /** A store in an index, at any address of this server. */
    public static IndexOptions options(URI address, String index, Duration timeout) {
        return new IndexOptions(
                Engine.OPENSEARCH,
                address,
                RestLogin.user("freshet.store.opensearch.user and .password", "", ""),
                index,
                timeout);
    }

    @Override
    public List<String> contents(String index) {
        return hits(index).map(JsonNode::toString).toList();
    }

    /** Its ids, in their order. */
    public List<String> ids(String index) {
        return hits(index).map(hit -> hit.path("_id").asText()).toList();
    }

    private Stream<JsonNode> hits(String index) {
        ObjectNode body = JSON.createObjectNode().put("size", MOST);
        body.putArray("sort").add("_id");
        call("POST", "/" + index + "/_refresh", null);
        JsonNode answer = call("POST", "/" + index + "/_search?filter_path=hits.hits._id,hits.hits._source", body);
        return answer.at("/hits/hits").valueStream();
    }

    @Override
    public void drop(String index) {
        call("DELETE", "/" + index, null);
    }

    /** Removes an entry. */
    public void remove(String index, String id) {
        call("DELETE", "/" + index + "/_doc/" + id + "?refresh=true", null);
    }

    /** Changes some fields of an entry. */
    public void change(String index, String id, String json) {
        call(
                "POST",
                "/" + index + "/_update/" + id + "?refresh=true",
                JSON.createObjectNode().set("doc", read(json)));
    }

    /** Makes an index of one's own. */
    public void create(String index, String json) {
        call("PUT", "/" + index, read(json));
    }

    @Override
    public void putTheirs(String index, String id, float[] vector) {
        ObjectNode body = JSON.createObjectNode().put("text", "theirs").put("source", "docs");
        body.set("vector", JsonVectors.of(vector));
        call("PUT", "/" + index + "/_doc/" + id + "?refresh=true", body);
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode call(String method, String path, @Nullable JsonNode body) {
        try {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create(uri() + path))
                            .header("Content-Type", "application/json")
                            .timeout(PATIENCE)
                            .method(
                                    method,
                                    body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()))
                            .build(),
                    BodyHandlers.ofString());
            if (answer.statusCode() >= 300 && answer.statusCode() != 404) {
                throw new IllegalStateException(method + " " + path + ": " + answer.body());
            }
            return read(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
