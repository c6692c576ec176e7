package dev.freshet.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.freshet.testing.FreshetProcess;
import dev.freshet.testing.TestHome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The token of a source is in no output and in no file, though every call fails and the remote end repeats in its answer
 * what it was sent. It comes from the environment, so that the command line doesn't have it either.
 */
class TokensOfSourcesIT {

    private static final String TOKEN = "tok-4711/of+\"the\" source";

    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init") // started by each test
    private HttpServer remote;

    @BeforeEach
    void start() throws IOException {
        remote = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        remote.createContext("/", TokensOfSourcesIT::repeat);
        remote.start();
    }

    @AfterEach
    void stop() {
        remote.stop(0);
    }

    private static void repeat(HttpExchange exchange) throws IOException {
        byte[] answer =
                ("no: " + TOKEN + " " + exchange.getRequestHeaders().entrySet()).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(403, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kamelet:notion-source | baseUrl: http://localhost:PORT | databases: 0123456789abcdef0123456789abcdef | token: 'GIVEN'",
                "kamelet:confluence-source | baseUrl: http://localhost:PORT | spaces: DOCS | token: 'GIVEN'",
                "kamelet:git-source | repository: http://localhost:PORT/x.git | user: a | password: 'GIVEN'",
                "sftp:localhost:PORT/x | username: a | password: 'GIVEN' | throwExceptionOnConnectFailed: true | idempotent: false | noop: true | COMPONENT",
                "ftp:localhost:PORT/x | username: a | password: 'RAW(GIVEN)' | throwExceptionOnConnectFailed: true | idempotent: false | noop: true | COMPONENT",
                "imap:localhost:PORT | username: a | password: 'GIVEN' | unseen: false | mapMailMessage: false | COMPONENT",
                "imap:localhost:PORT | username: a | pasword: '{{env:SOURCE_PASSWORD}}' | unseen: false | mapMailMessage: false | COMPONENT"
            })
    void no_output_and_no_file_has_it(String source) throws IOException {
        TestHome home = home(source);

        String said = run(home, "sync") + run(home, "status", "--json");

        assertThat(said).contains("docs").doesNotContain("tok-4711");
        if (Files.isDirectory(home.data())) {
            assertNoFileHasIt(home.data());
        }
    }

    private TestHome home(String source) throws IOException {
        TestHome home = TestHome.withoutSource(folder);
        String from = source.replace(
                        "COMPONENT", "pollStrategy: '#bean:passes' | scheduler: '#schedule' | scheduler.every: 1h")
                .replace("PORT", String.valueOf(remote.getAddress().getPort()))
                .replace("GIVEN", "{{env:SOURCE_GIVES}}");
        StringBuilder yaml = new StringBuilder("- route:\n    id: docs\n    from:\n      uri: ");
        String[] parts = from.split(" \\| ", -1);
        yaml.append(parts[0]).append("\n      parameters:\n");
        Stream.of(parts)
                .skip(1)
                .forEach(part -> yaml.append("        ").append(part).append('\n'));
        yaml.append("      steps:\n        - to: direct:ingest\n");
        Files.writeString(home.path().resolve("routes/sources/docs.camel.yaml"), yaml);
        return home;
    }

    private static String run(TestHome home, String... arguments) {
        return FreshetProcess.in(home.path())
                .environment("SOURCE_GIVES", TOKEN)
                .environment("SOURCE_PASSWORD", TOKEN)
                .run(arguments)
                .toString();
    }

    private static void assertNoFileHasIt(Path data) throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain("tok-4711");
            }
        }
    }
}
