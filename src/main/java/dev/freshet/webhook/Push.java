package dev.freshet.webhook;

import java.util.Map;
import java.util.Optional;

/**
 * A push as it came.
 *
 * @param headers by name in lower case
 * @param body to the byte as it was signed
 */
public record Push(Map<String, String> headers, byte[] body) {

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }
}
