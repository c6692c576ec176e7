package dev.freshet.store.rest;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * How a server is told who asks.
 *
 * @param options that say it, for people
 * @param header its name
 * @param value of the header; empty = it isn't sent
 * @param secret that no message may show; empty = none
 */
public record RestLogin(String options, String header, String value, String secret) {

    /**
     * A key.
     *
     * @param before it in the header, such as {@code "Bearer "}
     * @param key empty = none
     */
    public static RestLogin key(String option, String header, String before, String key) {
        return new RestLogin(option, header, key.isEmpty() ? "" : before + key, key);
    }

    /**
     * A user and a password, as HTTP has it.
     *
     * @param user empty = none
     */
    public static RestLogin user(String options, String user, String password) {
        String both = user + ":" + password;
        String encoded = Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
        return new RestLogin(options, "Authorization", user.isEmpty() ? "" : "Basic " + encoded, password);
    }

    /** For people: without the secret. */
    @Override
    public String toString() {
        return options;
    }
}
