package dev.freshet.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A sentence model in a folder.
 *
 * @param text the folder as it is written
 * @param folder the same as a path
 * @param pooling {@code mean}, {@code cls} or {@code none}
 * @param maxTokens of a text
 */
public record OnnxSettings(String text, Path folder, String pooling, int maxTokens) {

    private static final List<String> POOLINGS = List.of("mean", "cls", "none");

    static final Option<String> FOLDER = Option.text(
            "freshet.embedding.onnx.folder",
            "model",
            "Folder with model.onnx and tokenizer.json, from the home on.",
            "/srv/models/bge-small-en");
    static final Option<String> POOLING = Option.text(
            "freshet.embedding.onnx.pooling",
            "mean",
            "How the vectors of tokens become one: mean, cls (the first one), or none for a model that gives one by itself. The model's page says which.",
            "cls");
    static final Option<Integer> MAX_TOKENS = Option.number(
            "freshet.embedding.onnx.max-tokens",
            "tokens",
            510,
            32,
            1_000_000,
            "The longest text that the model reads, two less than the positions that it has.",
            "254");
    static final List<Option<?>> OPTIONS = List.of(FOLDER, POOLING, MAX_TOKENS);

    static OnnxSettings of(OptionValues values) {
        String folder = values.get(FOLDER);
        return new OnnxSettings(folder, values.home().resolve(folder), values.get(POOLING), values.get(MAX_TOKENS));
    }

    void check(OptionValues values) {
        values.oneOf(POOLING, POOLINGS);
        for (String name : new String[] {"model.onnx", "tokenizer.json"}) {
            Path file = folder.resolve(name);
            if (!Files.isReadable(file)) {
                values.refuse(
                        FOLDER,
                        EmbeddingSettings.KIND,
                        file + " isn't there, or may not be read by the user '" + System.getProperty("user.name")
                                + "'. Put the files of the model there, or correct the folder");
            }
        }
    }
}
