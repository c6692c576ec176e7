package dev.freshet;

import dev.freshet.config.EmbeddingSettings;
import dev.freshet.config.OllamaSettings;
import dev.freshet.config.OnnxSettings;
import dev.freshet.config.OpenAiSettings;
import dev.freshet.config.Settings;
import dev.freshet.embed.Embedder;
import dev.freshet.embed.MiniLmEmbedder;
import dev.freshet.embed.OnnxEmbedder;
import dev.freshet.embed.Pooling;
import dev.freshet.embed.http.Batches;
import dev.freshet.embed.http.HttpModel;
import dev.freshet.embed.http.HttpModelEmbedder;
import dev.freshet.embed.http.OllamaApi;
import dev.freshet.embed.http.OpenAiApi;
import dev.freshet.migration.ServedModel;
import java.nio.file.Path;
import java.util.Locale;

/** The embedding model that a home has chosen. */
public final class Models {

    private Models() {}

    /**
     * Makes it. No other machine is asked, and no model loaded, before the first text.
     *
     * @param threads texts that are embedded at once, where that is done on this machine
     */
    public static Embedder of(Settings settings, int threads) {
        return of(settings.embedding(), threads);
    }

    static Embedder of(EmbeddingSettings settings, int threads) {
        return switch (settings.kind()) {
            case MINILM -> new MiniLmEmbedder(threads);
            case ONNX -> onnx(settings.onnx(), threads);
            case OPENAI -> new HttpModelEmbedder(model(settings.openai()), new OpenAiApi());
            case OLLAMA -> new HttpModelEmbedder(model(settings.ollama()), new OllamaApi());
        };
    }

    /**
     * What turns questions into vectors, whatever set of them answers: the model of another set is found by what was noted
     * of it.
     */
    public static ServedModel served(Memory memory, Path home, Embedder current) {
        return new ServedModel(
                memory.sets(),
                current,
                set -> EmbeddingSettings.remembered(home, set.options())
                        .map(settings -> of(settings, 1))
                        .filter(model -> model.model().equals(set.model())));
    }

    private static Embedder onnx(OnnxSettings onnx, int threads) {
        Pooling pooling = Pooling.valueOf(onnx.pooling().toUpperCase(Locale.ROOT));
        return new OnnxEmbedder(onnx.folder(), pooling, onnx.maxTokens(), threads);
    }

    private static HttpModel model(OpenAiSettings openai) {
        return new HttpModel(
                OpenAiSettings.PREFIX,
                openai.address(),
                openai.key().text(),
                openai.model(),
                openai.length(),
                openai.shortenTo() > 0,
                openai.maxTokens(),
                new Batches(openai.batch(), openai.batchTokens()),
                new HttpModel.Pace(openai.requestsPerMinute(), openai.tokensPerMinute()),
                openai.timeout());
    }

    private static HttpModel model(OllamaSettings ollama) {
        return new HttpModel(
                OllamaSettings.PREFIX,
                ollama.address(),
                "",
                ollama.model(),
                ollama.dimensions(),
                false,
                ollama.maxTokens(),
                new Batches(ollama.batch(), Integer.MAX_VALUE),
                HttpModel.Pace.FREE,
                ollama.timeout());
    }
}
