package dev.freshet;

import dev.freshet.document.Content;
import java.nio.charset.StandardCharsets;

/** Hash of everything that shapes what the store holds of a document. Another recipe makes every document new work. */
final class Recipe {

    private static final int LENGTH = 16;

    private Recipe() {}

    static String of(String... parts) {
        return Content.sha256(String.join("\n", parts).getBytes(StandardCharsets.UTF_8))
                .substring(0, LENGTH);
    }
}
