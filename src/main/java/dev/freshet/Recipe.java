package dev.freshet;

import dev.freshet.check.SourceFile;
import dev.freshet.chunk.ChunkOptions;
import dev.freshet.chunk.Chunker;
import dev.freshet.config.Settings;
import dev.freshet.document.Content;
import dev.freshet.embed.Embedder;
import dev.freshet.extract.Extractor;
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

    /** By source, with what is the same for all of them. */
    static Catalog catalog(Path home, Settings settings, Embedder embedder) {
        ChunkOptions chunks = PipelineBeans.chunkOptions(settings, embedder);
        return new Catalog(source -> of(
                "extractor " + Extractor.VERSION,
                "chunker " + Chunker.VERSION + " " + chunks.size() + " " + chunks.overlap(),
                "model " + embedder.model(),
                "steps " + source.stepsHash(),
                "source " + ListedSources.recipe(source.kind()),
                "folder " + folder(home, source)));
    }

    /** Shapes the result too: the URL of a document is its place. */
    static String folder(Path home, SourceFile source) {
        Object path = source.parameters().get("path");
        return path == null ? "" : home.resolve(path.toString()).normalize().toString();
    }
}
