package dev.freshet.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignatureTest {

    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    private static Push push(String body, String... headers) {
        Map<String, String> map = new HashMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            map.put(headers[i], headers[i + 1]);
        }
        return new Push(map, body.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean fits(Push push, String secret, Instant now) {
        return Signature.of(push).orElseThrow().fits(push, secret, now);
    }

    /** From GitHub's documentation, "Validating webhook deliveries", section "Testing the webhook payload validation". */
    @Test
    void githubs_published_example_fits() {
        String signature = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
        Push push = push("Hello, World!", "x-hub-signature-256", signature);

        assertThat(Signature.of(push)).contains(Signature.GITHUB);
        assertThat(fits(push, "It's a Secret to Everybody", NOW)).isTrue();
        assertThat(fits(push, "another secret", NOW)).isFalse();
        assertThat(fits(push("Hello, World?", "x-hub-signature-256", signature), "It's a Secret to Everybody", NOW))
                .isFalse();
    }

    /** From the documentation of Svix, "Verifying webhooks manually", whose scheme is Standard Webhooks and GitLab's signing tokens. */
    @Test
    void the_published_example_of_standard_webhooks_fits_near_its_time_only() {
        Push push = push(
                "{\"event_type\":\"ping\",\"data\":{\"success\":true}}",
                "webhook-id",
                "msg_loFOjxBNrRLzqYUf",
                "webhook-timestamp",
                "1731705121",
                "webhook-signature",
                "v1,AAAA v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0=");
        String secret = "whsec_plJ3nmyCDGBKInavdOK15jsl";
        Instant sent = Instant.ofEpochSecond(1731705121);

        assertThat(fits(push, secret, sent.plusSeconds(299))).isTrue();
        assertThat(fits(push, secret, sent.plusSeconds(301))).isFalse();
        assertThat(fits(push, secret, sent.minusSeconds(301))).isFalse();
    }

    @Test
    void a_time_that_is_none_fits_never() {
        for (String time : new String[] {"", "soon", "99999999999999999999"}) {
            assertThat(fits(push("{}", "webhook-signature", "v1,x", "webhook-timestamp", time), "secret", NOW))
                    .isFalse();
        }
    }

    @Test
    void gitlabs_token_is_the_secret_itself() {
        assertThat(fits(push("{}", "x-gitlab-token", "hush"), "hush", NOW)).isTrue();
        assertThat(fits(push("{}", "x-gitlab-token", "hus"), "hush", NOW)).isFalse();
    }

    /** HMAC-SHA256 of test case 2 in RFC 4231, in the form of Notion and of Confluence. */
    @Test
    void notion_and_confluence_sign_the_body_in_hexadecimal() {
        String code = "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        String body = "what do ya want for nothing?";

        assertThat(fits(push(body, "x-notion-signature", code), "Jefe", NOW)).isTrue();
        assertThat(fits(push(body, "x-hub-signature", code), "Jefe", NOW)).isTrue();
        assertThat(fits(push(body, "x-hub-signature", code.replace("sha256", "sha1")), "Jefe", NOW))
                .isFalse();
    }

    @Test
    void a_push_without_a_signature_has_none() {
        assertThat(Signature.of(push("{}"))).isEmpty();
    }
}
