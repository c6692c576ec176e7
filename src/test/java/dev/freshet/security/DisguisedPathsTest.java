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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A path that is written in another way is let in no further than the path itself. */
class DisguisedPathsTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "POST,/webhook/ingest",
        "POST,/webhook/ingest/",
        "POST,//webhook/ingest",
        "POST,/webhook//ingest",
        "POST,/webhook/%69ngest",
        "POST,/webhook/%2569ngest",
        "POST,/webhook/ingest%2F",
        "POST,/webhook/%2Fingest",
        "POST,/webhook/x/../ingest",
        "POST,/webhook/x%2f..%2fingest",
        "POST,/webhook/ingest%3Fa",
        "POST,/webhook/ingest;a=b",
        "POST,/console/..%2fwebhook%2fingest",
        "GET,/console/..%2fstatus",
        "GET,/console/../status",
        "GET,/console/%2e%2e/status",
        "GET,/health/live/../../status",
        "GET,/console/..%2f..%2fapplication.properties",
        "GET,/console/sign-in.html"
    })
    void nothing_is_told_or_done_without_the_token(String method, String path) throws IOException {
        TestHome home = TestHome.in(folder).option("freshet.http.token", "correct-horse-battery");
        home.documents().writeNotes(1);
        try (TestService service = TestService.of(home)) {
            int port = service.service().port();
            try (Socket socket = new Socket("localhost", port)) {
                String request = method + " " + path + " HTTP/1.1\r\nHost: localhost:" + port
                        + "\r\nContent-Type: application/json\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                String answer = new BufferedReader(
                                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                        .readLine();

                assertThat(answer).matches("HTTP/1.1 (400|401|404|405) .*");
            }
            assertThat(service.memory().runs().lastEndedPass("docs").map(run -> run.trigger()))
                    .isNotEqualTo(java.util.Optional.of("api"));
        }
    }
}
