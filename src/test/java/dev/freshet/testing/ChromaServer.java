package dev.freshet.testing;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.store.chroma.ChromaOptions;
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
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real Chroma, one for all tests of a process, on a free port and in a folder of its own. Where the machine has none, the
 * tests that ask for it are skipped.
 */
public final class ChromaServer implements CollectionServer {

    /** Chroma's own bindings for JavaScript, which have the server in them. */
    private static final Path MODULE = Path.of("/usr/local/lib/node_modules/chromadb-js-bindings-linux-x64-gnu");

    private static final String COLLECTIONS = "/api/v2/tenants/default_tenant/databases/default_database/collections";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MOST = 10_000;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static @Nullable ChromaServer running;

    private final HttpClient client = HttpClient.newHttpClient();
    private final int port;

    private ChromaServer(int port) {
        this.port = port;
    }

    /** The server, which ends with this process. */
    public static synchronized ChromaServer get() {
        assumeTrue(Files.isDirectory(MODULE) && hasNode(), "no Chroma at " + MODULE + ", or no Node.js");
        ChromaServer server = running;
        if (server == null) {
            server = start();
            running = server;
        }
        return server;
    }

    private static boolean hasNode() {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "node")));
    }

    private static ChromaServer start() {
        try {
            Path folder = Files.createTempDirectory("freshet-chroma-");
            int port = freePort();
            Process process = new ProcessBuilder(
                            "node",
                            "-e",
                            "require(process.argv[1]).cli(process.argv.slice(2))",
                            MODULE.toString(),
                            "chroma",
                            "run",
                            "--path",
                            folder.resolve("data").toString(),
                            "--host",
                            "127.0.0.1",
                            "--port",
                            String.valueOf(port))
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process, folder)));
            ChromaServer server = new ChromaServer(port);
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> server.call("GET", "/api/v2/heartbeat", null).has("nanosecond heartbeat"));
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

    /** It doesn't listen to milder signals. */
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
        return "c" + ProcessHandle.current().pid() + "_" + NUMBER.incrementAndGet();
    }

    /** A store in a collection, at any address of this server. */
    public static ChromaOptions options(URI address, String collection, Duration timeout) {
        return new ChromaOptions(address, "", "default_tenant", "default_database", collection, timeout);
    }

    @Override
    public List<String> contents(String collection) {
        if (!call("GET", COLLECTIONS + "/" + collection, null).has("id")) {
            return List.of();
        }
        TreeMap<String, String> records = new TreeMap<>();
        JsonNode all = all(collection);
        for (int i = 0; i < all.path("ids").size(); i++) {
            TreeMap<String, String> metadata = new TreeMap<>();
            all.path("metadatas")
                    .path(i)
                    .properties()
                    .forEach(field ->
                            metadata.put(field.getKey(), field.getValue().toString()));
            records.put(
                    all.path("ids").get(i).asText(),
                    metadata + " " + all.path("documents").get(i) + " "
                            + all.path("embeddings").get(i));
        }
        List<String> lines = new ArrayList<>();
        records.forEach((id, record) -> lines.add(id + " " + record));
        return lines;
    }

    /** Its ids, in their order. */
    public List<String> ids(String collection) {
        return all(collection)
                .path("ids")
                .valueStream()
                .map(JsonNode::asText)
                .sorted()
                .toList();
    }

    private JsonNode all(String collection) {
        ObjectNode body = JSON.createObjectNode().put("limit", MOST);
        body.putArray("include").add("metadatas").add("documents").add("embeddings");
        return call("POST", path(collection) + "/get", body);
    }

    private String path(String collection) {
        return COLLECTIONS + "/"
                + call("GET", COLLECTIONS + "/" + collection, null).path("id").asText();
    }

    @Override
    public void drop(String collection) {
        call("DELETE", COLLECTIONS + "/" + collection, null);
    }

    /** Makes an empty collection with a distance of one's own. */
    public void create(String collection, String space) {
        ObjectNode body = JSON.createObjectNode().put("name", collection);
        body.putObject("configuration").putObject("hnsw").put("space", space);
        call("POST", COLLECTIONS, body);
    }

    /** Removes records. */
    public void remove(String collection, List<String> ids) {
        ObjectNode body = JSON.createObjectNode();
        ids.forEach(body.putArray("ids")::add);
        call("POST", path(collection) + "/delete", body);
    }

    /** Changes a record, or a part of it: {@code metadatas}, {@code documents} or {@code embeddings}. */
    public void change(String collection, String id, String part, String json) {
        ObjectNode body = one(id);
        body.set(part, read("[" + json + "]"));
        call("POST", path(collection) + "/update", body);
    }

    @Override
    public void putTheirs(String collection, String id, float[] vector) {
        ObjectNode body = one(id);
        ArrayNode numbers = body.putArray("embeddings").addArray();
        for (float number : vector) {
            numbers.add(number);
        }
        body.putArray("documents").add("theirs");
        body.putArray("metadatas").addObject().put("source", "docs");
        call("POST", path(collection) + "/upsert", body);
    }

    private static ObjectNode one(String id) {
        ObjectNode body = JSON.createObjectNode();
        body.putArray("ids").add(id);
        return body;
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
