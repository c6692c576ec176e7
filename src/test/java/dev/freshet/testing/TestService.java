package dev.freshet.testing;

import dev.freshet.Memory;
import dev.freshet.Service;
import dev.freshet.check.CheckedHome;
import dev.freshet.embed.Embedder;
import dev.freshet.state.Database;
import dev.freshet.store.VectorStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.function.Function;

/** A home that runs as {@code freshet run} does, inside the test, on a free port. */
public final class TestService implements AutoCloseable {

    private final Memory memory;
    private final Service service;
    private final HttpClient client = HttpClient.newHttpClient();

    private TestService(TestHome home, Embedder embedder, Function<CheckedHome, Memory> opening) {
        home.option("freshet.http.port", "0").optionIfUnset("freshet.schedule.jitter", "0ms");
        CheckedHome checked = home.checked();
        memory = opening.apply(checked);
        service = new Service(home.path(), checked, memory, embedder);
        service.start();
    }

    /** Starts a home, on a free port and without jitter unless the test says so. */
    public static TestService of(TestHome home) {
        return of(home, new CountingEmbedder());
    }

    /** The same around a model of the test's. */
    public static TestService of(TestHome home, Embedder embedder) {
        return new TestService(home, embedder, checked -> Memory.forWriting(home.path(), checked));
    }

    /** The same around a store of the test's. */
    public static TestService of(TestHome home, Embedder embedder, Function<Database, VectorStore> store) {
        return new TestService(home, embedder, checked -> Memory.forWriting(home.path(), checked, store));
    }

    public Service service() {
        return service;
    }

    public Memory memory() {
        return memory;
    }

    public URI uri(String path) {
        return URI.create("http://localhost:" + service.port() + path);
    }

    public HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(uri(path)).build());
    }

    public HttpResponse<String> post(String path, String body) {
        return send(HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    public HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            service.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        service.close();
        memory.close();
    }
}
