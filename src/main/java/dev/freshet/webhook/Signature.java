package dev.freshet.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * How a sender shows that a push is its own. All comparisons take the same time whether they fail early or late.
 *
 * <p>Sources: GitHub, "Validating webhook deliveries"; GitLab, "Webhooks", on secret tokens and signing tokens, the latter as
 * in the Standard Webhooks specification; Notion, "Webhooks"; Atlassian, "Managing webhooks", on Confluence Data Center.
 */
public enum Signature {
    /** HMAC-SHA256 of the body, in hexadecimal. */
    GITHUB("x-hub-signature-256") {
        @Override
        boolean fits(Push push, String given, String secret, Instant now) {
            return hexFits(push.body(), given, secret);
        }
    },
    /** HMAC-SHA256 of id, time and body, in Base64; the time must be near. GitLab's signing tokens and many others. */
    STANDARD_WEBHOOKS("webhook-signature") {
        @Override
        boolean fits(Push push, String given, String secret, Instant now) {
            String id = push.header("webhook-id").orElse("");
            String time = push.header("webhook-timestamp").orElse("");
            if (!isNear(time, now)) {
                return false;
            }
            byte[] head = (id + "." + time + ".").getBytes(StandardCharsets.UTF_8);
            String expected = "v1," + Base64.getEncoder().encodeToString(hmac(key(secret), head, push.body()));
            boolean fits = false;
            for (String one : given.split(" ", -1)) {
                fits |= same(expected, one);
            }
            return fits;
        }
    },
    /** The secret itself. */
    GITLAB("x-gitlab-token") {
        @Override
        boolean fits(Push push, String given, String secret, Instant now) {
            return same(secret, given);
        }
    },
    /** HMAC-SHA256 of the body under the verification token, in hexadecimal. */
    NOTION("x-notion-signature") {
        @Override
        boolean fits(Push push, String given, String secret, Instant now) {
            return hexFits(push.body(), given, secret);
        }
    },
    /** HMAC-SHA256 of the body, in hexadecimal. */
    CONFLUENCE("x-hub-signature") {
        @Override
        boolean fits(Push push, String given, String secret, Instant now) {
            return hexFits(push.body(), given, secret);
        }
    };

    /** How far the sender's clock may be off, the default of the Standard Webhooks libraries. */
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private static final String HEX = "sha256=";
    private static final String BASE64 = "whsec_";

    private final String header;

    Signature(String header) {
        this.header = header;
    }

    abstract boolean fits(Push push, String given, String secret, Instant now);

    /** The kind of signature that a push carries; the first of those above where it carries more than one. */
    public static Optional<Signature> of(Push push) {
        for (Signature kind : values()) {
            if (push.header(kind.header).isPresent()) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    /** Whether the push was signed with this secret and, where it carries its time, lately. */
    public boolean fits(Push push, String secret, Instant now) {
        return push.header(header).map(given -> fits(push, given, secret, now)).orElse(false);
    }

    /**
     * What is the same when a push is sent again, and can't be changed by who has only overheard it: the signature. GitLab's
     * token signs nothing; its deliveries have a key.
     */
    public String replayKey(Push push) {
        return this == GITLAB
                ? push.header("idempotency-key")
                        .or(() -> push.header("x-gitlab-event-uuid"))
                        .orElseGet(() -> digest(push.body()))
                : push.header(header).orElseThrow();
    }

    private static boolean hexFits(byte[] body, String given, String secret) {
        byte[] code = hmac(secret.getBytes(StandardCharsets.UTF_8), body);
        return same(HEX + HexFormat.of().formatHex(code), given.toLowerCase(Locale.ROOT));
    }

    private static byte[] key(String secret) {
        return secret.startsWith(BASE64)
                ? Base64.getDecoder().decode(secret.substring(BASE64.length()))
                : secret.getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isNear(String seconds, Instant now) {
        try {
            Instant sent = Instant.ofEpochSecond(Long.parseLong(seconds));
            return Duration.between(sent, now).abs().compareTo(TOLERANCE) <= 0;
        } catch (NumberFormatException | java.time.DateTimeException notATime) {
            return false;
        }
    }

    private static boolean same(String expected, String given) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] hmac(byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no HMAC-SHA256", e);
        }
    }

    private static String digest(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no SHA-256", e);
        }
    }
}
