package dev.freshet;

import dev.freshet.config.OpenAiSettings;
import dev.freshet.config.Settings;
import dev.freshet.embed.Embedder;
import dev.freshet.embed.MiniLmEmbedder;
import dev.freshet.embed.http.Batches;
import dev.freshet.embed.http.HttpModel;
import dev.freshet.embed.http.HttpModelEmbedder;
import dev.freshet.embed.http.OpenAiApi;

/** The embedding model that a home has chosen. */
public final class Models {

    private Models() {}

    /**
     * Makes it. It asks and loads nothing before the first text.
     *
     * @param threads texts that are embedded at once, where that is done on this machine
     */
    public static Embedder of(Settings settings, int threads) {
        return switch (settings.embedding().kind()) {
            case MINILM -> new MiniLmEmbedder(threads);
            case OPENAI -> new HttpModelEmbedder(model(settings.embedding().openai()), new OpenAiApi());
        };
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
}
