package dev.freshet.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * A model behind an address that answers as OpenAI's {@code /v1/embeddings}.
 *
 * @param url without the {@code /embeddings} at its end
 * @param key not set = none is sent
 * @param dimensions of the vectors that the model gives by itself
 * @param shortenTo what it is asked to shorten them to; 0 = nothing is asked
 * @param maxTokens of a text
 * @param batch texts of a request at the most
 * @param batchTokens tokens of a request at the most
 * @param requestsPerMinute 0 = as many as there are
 * @param tokensPerMinute 0 = as many as there are
 * @param timeout for a whole answer
 */
public record OpenAiSettings(
        String url,
        Secret key,
        String model,
        int dimensions,
        int shortenTo,
        int maxTokens,
        int batch,
        int batchTokens,
        int requestsPerMinute,
        int tokensPerMinute,
        Duration timeout) {

    /** Begins the names of these options. */
    public static final String PREFIX = "freshet.embedding.openai";

    /** The one host that is known to answer nobody without a key. */
    private static final String OPENAI = "api.openai.com";

    static final Option<String> URL = Option.text(
            PREFIX + ".url",
            "https://" + OPENAI + "/v1",
            "Address of an endpoint that answers as OpenAI's, without the /embeddings at its end.",
            "http://localhost:8080/v1");
    static final Option<String> KEY = Option.secret(
            PREFIX + ".key",
            "Key that is sent as 'Authorization: Bearer KEY'. Without one, nothing is sent.",
            "{{env:OPENAI_API_KEY}}");
    static final Option<String> MODEL = Option.text(
            PREFIX + ".model",
            "text-embedding-3-small",
            "Name of the model, as the endpoint knows it.",
            "text-embedding-3-large");
    static final Option<Integer> DIMENSIONS = Option.number(
            PREFIX + ".dimensions",
            "numbers",
            1536,
            1,
            65_536,
            "Length of the vectors that the model gives by itself. A vector of another length is refused.",
            "3072");
    static final Option<Integer> SHORTEN_TO = Option.number(
            PREFIX + ".shorten-to",
            "numbers",
            0,
            0,
            65_536,
            "Length that the model is asked to shorten its vectors to; only some models can. 0 asks for nothing.",
            "512");
    static final Option<Integer> MAX_TOKENS = Option.number(
            PREFIX + ".max-tokens",
            "tokens",
            8191,
            32,
            1_000_000,
            "The longest text that the model reads, in tokens as the built-in model counts them.",
            "510");
    static final Option<Integer> BATCH =
            Option.number(PREFIX + ".batch", "texts", 64, 1, 2048, "Texts of one request at the most.", "32");
    static final Option<Integer> BATCH_TOKENS = Option.number(
            PREFIX + ".batch-tokens",
            "tokens",
            100_000,
            1,
            10_000_000,
            "Tokens of one request at the most, as the built-in model counts them; a text alone may have more.",
            "16000");
    static final Option<Integer> REQUESTS_PER_MINUTE = Option.number(
            PREFIX + ".requests-per-minute",
            "requests",
            0,
            0,
            1_000_000,
            "Requests that are sent in a minute at the most, evenly. 0 sets no limit.",
            "500");
    static final Option<Integer> TOKENS_PER_MINUTE = Option.number(
            PREFIX + ".tokens-per-minute",
            "tokens",
            0,
            0,
            1_000_000_000,
            "Tokens that are sent in a minute at the most, evenly, as the built-in model counts them. 0 sets no limit.",
            "1000000");
    static final Option<Duration> TIMEOUT = new Option<>(
            PREFIX + ".timeout",
            OptionType.DURATION,
            "",
            Duration.ofMinutes(1),
            Duration.ofSeconds(1),
            Duration.ofHours(1),
            "How long a request may take, the answer included; then the model counts as out of reach.",
            "2m");
    static final List<Option<?>> OPTIONS = List.of(
            URL,
            KEY,
            MODEL,
            DIMENSIONS,
            SHORTEN_TO,
            MAX_TOKENS,
            BATCH,
            BATCH_TOKENS,
            REQUESTS_PER_MINUTE,
            TOKENS_PER_MINUTE,
            TIMEOUT);

    static OpenAiSettings of(OptionValues values) {
        Secret key = values.secret(KEY);
        if (key.isSet()) {
            KnownSecrets.add(key.text());
        }
        String url = values.get(URL);
        ModelAddress.check(URL, url, values);
        return new OpenAiSettings(
                url,
                key,
                values.get(MODEL),
                values.get(DIMENSIONS),
                values.get(SHORTEN_TO),
                values.get(MAX_TOKENS),
                values.get(BATCH),
                values.get(BATCH_TOKENS),
                values.get(REQUESTS_PER_MINUTE),
                values.get(TOKENS_PER_MINUTE),
                values.get(TIMEOUT));
    }

    void check(OptionValues values) {
        ModelAddress.requireName(MODEL, model, values);
        if (shortenTo > dimensions) {
            values.refuse(
                    SHORTEN_TO,
                    "is %d, which is more than the model gives (%s, %d)"
                            .formatted(shortenTo, DIMENSIONS.name(), dimensions));
        }
        if (!key.isSet() && ModelAddress.isAt(url, OPENAI)) {
            values.refuse(
                    KEY,
                    EmbeddingSettings.KIND,
                    OPENAI + " answers nobody without a key. Set it to one, such as {{env:OPENAI_API_KEY}} or"
                            + " file:/run/secrets/openai-key");
        }
        if (key.text().chars().anyMatch(letter -> letter <= ' ' || letter > '~')) {
            values.refuse(KEY, "the key has a character that no key has, such as a space or a line break");
        }
    }

    /** The address, which has been checked. */
    public URI address() {
        return ModelAddress.of(url);
    }

    /** Length of the vectors in the store. */
    public int length() {
        return shortenTo == 0 ? dimensions : shortenTo;
    }
}
