package dev.freshet;

import dev.freshet.check.SourceFile;
import dev.freshet.document.Content;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Hash of everything that shapes what the store holds of a document. Another recipe makes every document new work. */
final class Recipe {

    private static final int LENGTH = 16;

    private Recipe() {}

    static String of(String... parts) {
        return Content.sha256(String.join("\n", parts).getBytes(StandardCharsets.UTF_8))
                .substring(0, LENGTH);
    }

    /** Shapes the result too: the URL of a document is its place. */
    static String folder(Path home, SourceFile source) {
        Object path = source.parameters().get("path");
        return path == null ? "" : home.resolve(path.toString()).normalize().toString();
    }
}
