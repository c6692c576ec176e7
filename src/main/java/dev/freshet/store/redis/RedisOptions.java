package dev.freshet.store.redis;

import java.net.URI;
import java.time.Duration;

/**
 * Where a store is, and how it is used.
 *
 * @param address {@code redis://host:port}, or {@code rediss://host:port} for an encrypted connection
 * @param user empty = Redis's default user
 * @param password empty = nobody is asked who it is
 * @param index its name; keys begin with it and a colon
 * @param timeout the longest until an answer goes on
 */
public record RedisOptions(URI address, String user, String password, String index, Duration timeout) {

    private static final String ENCRYPTED = "rediss";

    boolean isEncrypted() {
        return ENCRYPTED.equals(address.getScheme());
    }

    /** For people: without the password. */
    @Override
    public String toString() {
        return address.toString();
    }
}
