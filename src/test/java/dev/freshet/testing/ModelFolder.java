package dev.freshet.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** The files of the built-in model, laid out as a folder. */
public final class ModelFolder {

    private ModelFolder() {}

    /** Makes the folder. */
    public static Path in(Path folder) throws IOException {
        Files.createDirectories(folder);
        copy("/all-minilm-l6-v2-q.onnx", folder.resolve("model.onnx"));
        copy("/all-minilm-l6-v2-q-tokenizer.json", folder.resolve("tokenizer.json"));
        return folder;
    }

    private static void copy(String resource, Path file) throws IOException {
        try (InputStream in = Objects.requireNonNull(ModelFolder.class.getResourceAsStream(resource), resource)) {
            Files.copy(in, file);
        }
    }
}
