package dev.freshet.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.remote.Breakers;
import dev.freshet.source.http.HostOutageException;
import dev.freshet.source.http.HttpAnswer;
import dev.freshet.source.http.HttpCall;
import dev.freshet.source.http.HttpCall.Budget;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A dead host is left alone, whichever document asks for it. */
class HostCallTest {

    private final Breakers breakers = new Breakers(Duration.ofSeconds(1), Duration.ofSeconds(1));
    private int sent;

    private HttpAnswer call(String host, HostCall.Sending sending) throws IOException, InterruptedException {
        HttpCall call = HttpCall.get(URI.create("https://" + host + "/page"), Map.of(), new Budget("token", 3));
        return new HostCall(breakers, call).send(() -> {
            sent++;
            return sending.send();
        });
    }

    private static HttpAnswer answer(int status, Map<String, String> headers) {
        return new HttpAnswer(status, headers, new byte[0]);
    }

    private static HttpAnswer down() throws IOException {
        throw new ConnectException("Connection refused");
    }

    @Test
    void after_three_calls_that_failed_a_host_is_left_alone_and_others_are_not() throws Exception {
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> call("dead.example", HostCallTest::down)).isInstanceOf(ConnectException.class);
        }

        for (int i = 0; i < 1_000; i++) {
            assertThatThrownBy(() -> call("dead.example", HostCallTest::down))
                    .isInstanceOf(HostOutageException.class)
                    .hasMessageContaining("dead.example has been out of reach since")
                    .hasMessageContaining("Connection refused");
        }

        assertThat(sent).isEqualTo(3);
        assertThat(call("alive.example", () -> answer(404, Map.of())).status()).isEqualTo(404);
    }

    @Test
    void name_and_password_before_a_host_are_not_told() {
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> call("me:secret@dead.example", HostCallTest::down))
                    .isInstanceOf(IOException.class);
        }

        assertThat(breakers.open()).containsEntry("dead.example", true);
        assertThat(breakers.open().keySet() + breakers.outages().toString()).doesNotContain("secret");
    }

    @Test
    void host_that_asks_for_more_than_a_call_can_wait_is_left_alone_at_once() throws Exception {
        HttpAnswer wait = answer(429, Map.of("retry-after", "1800"));
        assertThatThrownBy(() -> call("busy.example", () -> wait)).isInstanceOf(HostOutageException.class);

        assertThatThrownBy(() -> call("busy.example", () -> answer(200, Map.of())))
                .isInstanceOf(HostOutageException.class)
                .hasMessageContaining("busy.example answered 429");

        assertThat(sent).isEqualTo(1);
    }

    @Test
    void one_page_that_the_host_can_not_make_is_the_affair_of_that_page() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(call("wiki.example", () -> answer(500, Map.of())).status())
                    .isEqualTo(500);
            assertThat(call("wiki.example", () -> answer(200, Map.of())).status())
                    .isEqualTo(200);
        }
    }
}
