package dev.freshet.source.web;

import dev.freshet.source.http.HttpAnswer;
import dev.freshet.source.http.HttpTime;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The version of a page, as the text that is its fingerprint. Validators belong to the address that gave them, which a
 * redirect may have changed.
 *
 * @param lastmod as the sitemap had it; empty = it had none, or isn't trusted
 * @param kind of value
 * @param value the validator as the server wrote it; a hash where it has none
 * @param url where the page was found
 */
record Version(String lastmod, Kind kind, String value, String url) {

    enum Kind {
        ETAG,
        MODIFIED,
        HASH
    }

    /** A page that changes twice within the second that its server counts in has one time for two versions. */
    private static final Duration SETTLED = Duration.ofSeconds(2);

    /** From midnight in Greenwich to the end of that day where it ends last. */
    private static final Duration DAY = Duration.ofHours(36);

    /** The version that an answer has. */
    static Version of(String lastmod, URI url, HttpAnswer answer) {
        Optional<String> etag = answer.header("ETag").filter(tag -> !tag.isBlank());
        if (etag.isPresent()) {
            return new Version(lastmod, Kind.ETAG, etag.get(), url.toString());
        }
        Optional<String> modified = answer.header("Last-Modified").filter(time -> isSettled(time, answer));
        return modified.map(time -> new Version(lastmod, Kind.MODIFIED, time, url.toString()))
                .orElseGet(() -> new Version(lastmod, Kind.HASH, hash(answer.body()), url.toString()));
    }

    private static boolean isSettled(String modified, HttpAnswer answer) {
        Instant then = HttpTime.of(modified).orElse(Instant.MAX);
        return then.isBefore(asked(answer).minus(SETTLED));
    }

    /** When an answer was given, by the server's clock. */
    static Instant asked(HttpAnswer answer) {
        return answer.date().orElseGet(Instant::now);
    }

    /** Whether a sitemap's time is over. Midnight is how a day without a time is read. */
    static boolean isOver(Instant lastmod, Instant asked) {
        boolean day = lastmod.equals(lastmod.truncatedTo(ChronoUnit.DAYS));
        return lastmod.isBefore(asked.minus(day ? DAY : SETTLED));
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** The version that a fingerprint stands for; null = none. */
    static @Nullable Version parse(@Nullable String fingerprint) {
        String[] parts = fingerprint == null ? new String[0] : fingerprint.split("\n", -1);
        try {
            return parts.length == 4 ? new Version(parts[0], Kind.valueOf(parts[1]), parts[2], parts[3]) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    String fingerprint() {
        return String.join("\n", lastmod, kind.name(), value, url);
    }

    /** What to ask an address with, so that it answers 304 while it has this version. */
    Map<String, String> conditions(URI asked) {
        if (!asked.toString().equals(url)) {
            return Map.of();
        }
        return switch (kind) {
            case ETAG -> Map.of("If-None-Match", value);
            case MODIFIED -> Map.of("If-Modified-Since", value);
            case HASH -> Map.of();
        };
    }
}
