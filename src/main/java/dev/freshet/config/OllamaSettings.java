package dev.freshet.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * A model that an Ollama server has.
 *
 * @param url of the server
 * @param dimensions of the model's vectors
 * @param maxTokens of a text
 * @param batch texts of a request at the most
 * @param timeout for a whole answer
 */
public record OllamaSettings(String url, String model, int dimensions, int maxTokens, int batch, Duration timeout) {

    /** Begins the names of these options. */
    public static final String PREFIX = "freshet.embedding.ollama";

    static final Option<String> URL = Option.text(
            PREFIX + ".url",
            "http://localhost:11434",
            "Address of the Ollama server, without the /api/embed at its end.",
            "http://ollama.example.org:11434");
    static final Option<String> MODEL = Option.text(
            PREFIX + ".model",
            "nomic-embed-text",
            "Name of the model, as 'ollama list' shows it.",
            "mxbai-embed-large");
    static final Option<Integer> DIMENSIONS = Option.number(
            PREFIX + ".dimensions",
            "numbers",
            768,
            1,
            65_536,
            "Length of the model's vectors. A vector of another length is refused.",
            "1024");
    static final Option<Integer> MAX_TOKENS = Option.number(
            PREFIX + ".max-tokens",
            "tokens",
            510,
            32,
            1_000_000,
            "The longest text that the model reads, in tokens as the built-in model counts them.",
            "254");
    static final Option<Integer> BATCH =
            Option.number(PREFIX + ".batch", "texts", 16, 1, 2048, "Texts of one request at the most.", "64");
    static final Option<Duration> TIMEOUT = new Option<>(
            PREFIX + ".timeout",
            OptionType.DURATION,
            "",
            Duration.ofMinutes(2),
            Duration.ofSeconds(1),
            Duration.ofHours(1),
            "How long a request may take, with the loading of the model and the answer; then the model counts as out of reach.",
            "10m");
    static final List<Option<?>> OPTIONS = List.of(URL, MODEL, DIMENSIONS, MAX_TOKENS, BATCH, TIMEOUT);

    static OllamaSettings of(OptionValues values) {
        String url = values.get(URL);
        ModelAddress.check(URL, url, values);
        return new OllamaSettings(
                url,
                values.get(MODEL),
                values.get(DIMENSIONS),
                values.get(MAX_TOKENS),
                values.get(BATCH),
                values.get(TIMEOUT));
    }

    void check(OptionValues values) {
        ModelAddress.requireName(MODEL, model, values);
    }

    /** The address, which has been checked. */
    public URI address() {
        return ModelAddress.of(url);
    }
}
