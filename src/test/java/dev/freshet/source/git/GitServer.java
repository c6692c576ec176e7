package dev.freshet.source.git;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.GZIPInputStream;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.RefAdvertiser.PacketLineOutRefAdvertiser;
import org.eclipse.jgit.transport.UploadPack;

/** A repository behind git's protocol over HTTP, for those who know its user and password. */
final class GitServer implements AutoCloseable {

    private final Repository repository;
    private final String welcome;
    private final HttpServer server;

    GitServer(Repository repository, String user, String password) throws IOException {
        this.repository = repository;
        this.welcome =
                "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/handbook.git", exchange -> {
            try (exchange) {
                answer(exchange);
            }
        });
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/handbook.git";
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (!welcome.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"git\"");
            exchange.sendResponseHeaders(401, -1);
        } else if (path.endsWith("/info/refs")
                && "service=git-upload-pack".equals(exchange.getRequestURI().getQuery())) {
            send(exchange, "advertisement", advertisement());
        } else if (path.endsWith("/git-upload-pack")) {
            send(exchange, "result", pack(exchange));
        } else {
            exchange.sendResponseHeaders(404, -1);
        }
    }

    private byte[] advertisement() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PacketLineOut lines = new PacketLineOut(bytes);
        lines.writeString("# service=git-upload-pack\n");
        lines.end();
        upload().sendAdvertisedRefs(new PacketLineOutRefAdvertiser(lines));
        return bytes.toByteArray();
    }

    private byte[] pack(HttpExchange exchange) throws IOException {
        boolean packed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (InputStream body = packed ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody()) {
            upload().upload(body, bytes, null);
        }
        return bytes.toByteArray();
    }

    private UploadPack upload() {
        UploadPack upload = new UploadPack(repository);
        upload.setBiDirectionalPipe(false);
        return upload;
    }

    private static void send(HttpExchange exchange, String what, byte[] bytes) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/x-git-upload-pack-" + what);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
