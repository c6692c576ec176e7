package dev.freshet.store.redis;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * What Redis answers a command with.
 *
 * @param value bytes, a whole number, a list of such values, or a refusal; null where nothing is there
 */
record Reply(@Nullable Object value) {

    /** As text; empty where it is none. */
    String text() {
        if (value instanceof byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        return value instanceof Long number ? number.toString() : "";
    }

    /** As bytes; none where it has none. */
    byte[] bytes() {
        return value instanceof byte[] bytes ? bytes : new byte[0];
    }

    /** Its parts; none where it has none. */
    List<Reply> parts() {
        return value instanceof List<?> several
                ? several.stream().map(Reply::new).toList()
                : List.of();
    }

    boolean isThere() {
        return value != null;
    }

    /** Why the server doesn't do it; null where it has. */
    @Nullable
    JedisDataException refusal() {
        return value instanceof JedisDataException refusal ? refusal : null;
    }
}
