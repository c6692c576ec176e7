package dev.freshet.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.testing.TestHome;
import dev.freshet.testing.TestService;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A path that is written in another way is let in no further than the path itself. */
class DisguisedPathsTest {

    private static final List<String> REQUESTS = List.of(
            "POST /webhook/ingest",
            "POST /webhook/ingest/",
            "POST //webhook/ingest",
            "POST /webhook//ingest",
            "POST /webhook/%69ngest",
            "POST /webhook/%2569ngest",
            "POST /webhook/ingest%2F",
            "POST /webhook/%2Fingest",
            "POST /webhook/x/../ingest",
            "POST /webhook/x%2f..%2fingest",
            "POST /webhook/ingest%3Fa",
            "POST /webhook/ingest;a=b",
            "POST /console/..%2fwebhook%2fingest",
            "GET /console/..%2fstatus",
            "GET /console/../status",
            "GET /console/%2e%2e/status",
            "GET /health/live/../../status",
            "GET /console/..%2f..%2fapplication.properties",
            "GET /console/sign-in.html");

    @TempDir
    Path folder;

    @Test
    void nothing_is_told_or_done_without_the_token() throws IOException {
        TestHome home = TestHome.in(folder).option("freshet.http.token", "correct-horse-battery");
        home.documents().writeNotes(1);
        try (TestService service = TestService.of(home)) {
            for (String request : REQUESTS) {
                assertThat(firstLine(service.service().port(), request))
                        .as(request)
                        .matches("HTTP/1.1 (400|401|404|405) .*");
            }
            assertThat(service.memory()
                            .runs()
                            .lastEndedPass("docs")
                            .filter(run -> run.trigger().equals("api")))
                    .isEmpty();
        }
    }

    private static String firstLine(int port, String request) throws IOException {
        try (Socket socket = new Socket("localhost", port)) {
            String text = request + " HTTP/1.1\r\nHost: localhost:" + port
                    + "\r\nContent-Type: application/json\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
        }
    }
}
