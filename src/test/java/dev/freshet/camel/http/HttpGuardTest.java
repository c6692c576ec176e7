package dev.freshet.camel.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.testing.TestHome;
import dev.freshet.testing.TestService;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in, tried over real connections. */
class HttpGuardTest {

    private static final String TOKEN = "correct-horse-battery";

    @TempDir
    Path folder;

    private @Nullable TestService started;

    @AfterEach
    void stop() {
        if (started != null) {
            started.close();
        }
    }

    private void start() {
        started = TestService.of(TestHome.in(folder));
    }

    private void startWithToken() {
        started = TestService.of(
                TestHome.in(folder).option("freshet.http.token", TOKEN).option("freshet.webhook.secret.docs", "hush"));
    }

    private TestService service() {
        return Objects.requireNonNull(started);
    }

    private int status(HttpRequest.Builder request) {
        return service().send(request.build()).statusCode();
    }

    private HttpRequest.Builder at(String path) {
        return HttpRequest.newBuilder(service().uri(path));
    }

    /** A request to the letter, as a browser or an attacker may send it. */
    private String raw(String... lines) throws IOException {
        try (Socket socket = new Socket("localhost", service().service().port())) {
            socket.getOutputStream()
                    .write((String.join("\r\n", lines) + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/status",
                "/runs",
                "/documents",
                "/search?q=a",
                "/openapi.json",
                "/nowhere",
                "/health",
                "/metrics",
                "/console/../status",
                "/health/live/../../status",
                "//status"
            })
    void with_a_token_nothing_is_told_to_who_does_not_show_it(String path) {
        startWithToken();

        assertThat(status(at(path))).isEqualTo(401);
        assertThat(status(at(path).header("Authorization", "Bearer " + TOKEN + "x")))
                .isEqualTo(401);
        assertThat(status(at(path).header("Authorization", "Basic " + TOKEN))).isEqualTo(401);
        assertThat(status(at(path).header("Cookie", "freshet_session=" + TOKEN)))
                .isEqualTo(401);
    }

    @Test
    void with_the_token_everything_is_answered() {
        startWithToken();

        assertThat(status(at("/status").header("Authorization", "Bearer " + TOKEN)))
                .isEqualTo(200);
        assertThat(status(at("/webhook/ingest")
                        .header("Authorization", "Bearer " + TOKEN)
                        .POST(BodyPublishers.noBody())))
                .isEqualTo(202);
        assertThat(status(at("/webhook/ingest").POST(BodyPublishers.noBody()))).isEqualTo(401);
    }

    @Test
    void the_process_says_that_it_lives_to_anyone() {
        startWithToken();

        assertThat(status(at("/health/live"))).isEqualTo(200);
    }

    @Test
    void a_person_signs_in_once_and_the_session_is_no_copy_of_the_token() {
        startWithToken();
        assertThat(service().get("/").statusCode()).isEqualTo(401);
        assertThat(service().get("/").body()).contains("<form");

        HttpResponse<String> wrong = signIn("wrong");
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(wrong.headers().firstValue("Set-Cookie")).isEmpty();
        String cookie = signIn(TOKEN).headers().firstValue("Set-Cookie").orElseThrow();

        assertThat(cookie)
                .containsIgnoringCase("HttpOnly")
                .contains("SameSite=Strict")
                .doesNotContain(TOKEN);
        assertThat(status(at("/status").header("Cookie", cookie.split(";", 2)[0])))
                .isEqualTo(200);
    }

    private HttpResponse<String> signIn(String token) {
        return service()
                .send(at("/sign-in")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("token=" + token))
                        .build());
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:PORT, 200",
        "127.0.0.1:PORT, 200",
        "[::1]:PORT, 200",
        "LOCALHOST, 200",
        "attacker.example, 403",
        "attacker.example:PORT, 403",
        "localhost.attacker.example:PORT, 403"
    })
    void without_a_token_only_names_of_this_machine_are_answered(String host, int status) throws IOException {
        start();

        String port = String.valueOf(service().service().port());
        assertThat(raw("GET /status HTTP/1.1", "Host: " + host.replace("PORT", port)))
                .contains(" " + status + " ");
    }

    @Test
    void a_page_of_another_origin_changes_nothing() throws IOException {
        start();
        String own = "localhost:" + service().service().port();

        assertThat(raw("POST /retry HTTP/1.1", "Host: " + own, "Origin: http://evil.example", "Content-Length: 0"))
                .contains(" 403 ");
        assertThat(raw("POST /retry HTTP/1.1", "Host: " + own, "Origin: null", "Content-Length: 0"))
                .contains(" 403 ");
        assertThat(raw("POST /retry HTTP/1.1", "Host: " + own, "Origin: http://" + own, "Content-Length: 0"))
                .contains(" 202 ");
    }

    @Test
    void a_push_is_let_in_by_its_signature_alone_and_acted_on_once() {
        startWithToken();
        // HMAC-SHA256 of {"zen":"1"} under "hush"
        String signature = "sha256=" + hmac("hush", "{\"zen\":\"1\"}");

        assertThat(push(signature).statusCode()).isEqualTo(202);
        assertThat(push(signature).body()).contains("known");
        assertThat(push("sha256=00").statusCode()).isEqualTo(401);
        assertThat(status(at("/webhook/docs").POST(BodyPublishers.ofString("{}"))))
                .isEqualTo(401);
        assertThat(status(at("/webhook/nowhere").POST(BodyPublishers.ofString("{}"))))
                .isEqualTo(404);
    }

    private HttpResponse<String> push(String signature) {
        return service()
                .send(at("/webhook/docs")
                        .header("Content-Type", "application/json")
                        .header("X-Hub-Signature-256", signature)
                        .POST(BodyPublishers.ofString("{\"zen\":\"1\"}"))
                        .build());
    }

    private static String hmac(String secret, String text) {
        try {
            var mac = javax.crypto.Mac.getInstance("HmacSHA256");
            mac.init(new javax.crypto.spec.SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return java.util.HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void notions_verification_token_is_kept_for_the_person_who_enters_it() throws IOException {
        start();

        HttpResponse<String> answer =
                service().post("/webhook/docs", "{\"verification_token\":\"secret_abcdefghijklmnop\"}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(folder.resolve("home/data/webhook-docs.token")).hasContent("secret_abcdefghijklmnop");
        assertThat(service()
                        .post("/webhook/docs", "{\"verification_token\":\"../../x\"}")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_second_verification_token_takes_the_place_of_none() throws IOException {
        start();
        java.nio.file.Path file = folder.resolve("home/data/webhook-docs.token");
        service().post("/webhook/docs", "{\"verification_token\":\"secret_abcdefghijklmnop\"}");

        HttpResponse<String> answer =
                service().post("/webhook/docs", "{\"verification_token\":\"secret_of_someone_else\"}");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("came before").doesNotContain("secret_");
        assertThat(file).hasContent("secret_abcdefghijklmnop");

        java.nio.file.Files.delete(file);
        service().post("/webhook/docs", "{\"verification_token\":\"secret_of_a_new_subscription\"}");

        assertThat(file).hasContent("secret_of_a_new_subscription");
    }
}
