package dev.freshet.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which model embeds, and the options of each.
 *
 * @param onnx read whatever the model is, and checked only where it is this one; so are the others
 */
public record EmbeddingSettings(Kind kind, OnnxSettings onnx, OpenAiSettings openai, OllamaSettings ollama) {

    /** What computes vectors. */
    public enum Kind {
        /** all-MiniLM-L6-v2, which is in the jar. */
        MINILM,
        /** A sentence model in a folder. */
        ONNX,
        /** An endpoint that answers as OpenAI's does. */
        OPENAI,
        /** A server of Ollama. */
        OLLAMA;

        private String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What the built-in model reads. */
    private static final int MINILM_TOKENS = 510;

    static final Option<String> KIND = Option.text(
            "freshet.embedding",
            "minilm",
            "The embedding model: minilm, which is in the jar; onnx, one in a folder; openai, an endpoint that answers as OpenAI's; or ollama. docs/models.md helps to choose. Another model embeds all documents anew.",
            "openai");
    static final List<Option<?>> OPTIONS = Stream.of(
                    List.<Option<?>>of(KIND), OnnxSettings.OPTIONS, OpenAiSettings.OPTIONS, OllamaSettings.OPTIONS)
            .flatMap(List::stream)
            .toList();

    static EmbeddingSettings of(OptionValues values, ChunkSettings chunk) {
        Kind kind = values.choice(KIND, Kind.class);
        EmbeddingSettings settings = new EmbeddingSettings(
                kind, OnnxSettings.of(values), OpenAiSettings.of(values), OllamaSettings.of(values));
        settings.check(values, chunk);
        return settings;
    }

    /** Whether an option shapes vectors: one of a model, with its secrets, or of chunks. */
    static boolean isOfRecipe(String option) {
        return Stream.concat(OPTIONS.stream(), ChunkSettings.OPTIONS.stream())
                .anyMatch(known -> known.name().equals(option));
    }

    /** Whether an option says which model there is, or how long its chunks are. */
    public static boolean isRemembered(String option) {
        return Stream.concat(OPTIONS.stream(), ChunkSettings.OPTIONS.stream())
                .anyMatch(known -> known.name().equals(option) && !known.type().isSecret());
    }

    /**
     * The settings that a home had once, with the secrets that it has now.
     *
     * @param options by name
     * @return empty where they are of no use any more, as when the folder of a model is gone
     */
    public static Optional<EmbeddingSettings> remembered(Path home, Map<String, String> options) {
        Problems problems = new Problems();
        PropertiesFile now = PropertiesFile.read(home, problems);
        Map<String, String> environment = new HashMap<>(System.getenv());
        OPTIONS.stream()
                .filter(option -> isRemembered(option.name()))
                .forEach(option -> environment.remove(option.environmentName()));
        ChunkSettings.OPTIONS.forEach(option -> environment.remove(option.environmentName()));
        List<PropertiesFile.Entry> entries = new ArrayList<>(now.entries());
        entries.removeIf(entry -> isRemembered(entry.key()));
        options.forEach((name, value) -> entries.add(new PropertiesFile.Entry(name, value, 0)));
        Placeholders placeholders = new Placeholders(now.asMap(), environment);
        OptionValues values = new OptionValues(home, new PropertiesFile(entries), environment, placeholders, problems);
        EmbeddingSettings settings = of(values, ChunkSettings.of(values));
        return problems.hasErrors() ? Optional.empty() : Optional.of(settings);
    }

    private void check(OptionValues values, ChunkSettings chunk) {
        switch (kind) {
            case MINILM -> {}
            case ONNX -> onnx.check(values);
            case OPENAI -> openai.check(values);
            case OLLAMA -> ollama.check(values);
        }
        if (chunk.size() > maxTokens()) {
            values.refuse(
                    ChunkSettings.SIZE,
                    KIND,
                    "is %d tokens, but the model reads %d: choose at most that, or another %s"
                            .formatted(chunk.size(), maxTokens(), KIND.name()));
        }
    }

    private int maxTokens() {
        return switch (kind) {
            case MINILM -> MINILM_TOKENS;
            case ONNX -> onnx.maxTokens();
            case OPENAI -> openai.maxTokens();
            case OLLAMA -> ollama.maxTokens();
        };
    }

    /** The name of the model as it is written in {@code freshet.embedding}. */
    public String text() {
        return kind.text();
    }
}
