package dev.freshet.embed;

/**
 * all-MiniLM-L6-v2, quantized, on this machine's processors. The model is in the LangChain4j jar, nothing is downloaded.
 * It is loaded by the first {@link #embed}, which takes about a second longer.
 *
 * <p>The graph runs without LangChain4j's {@code AllMiniLmL6V2QuantizedEmbeddingModel}, which reads only the first 128
 * tokens of a text (the limit written in its tokenizer's file) and says nothing.
 */
public final class MiniLmEmbedder extends LocalEmbedder {

    private static final String MODEL = "all-minilm-l6-v2-q";

    /** The graph has 512 positions, two of them for [CLS] and [SEP]. */
    private static final int MAX_TOKENS = 510;

    private static final WordPieceVocabulary VOCABULARY =
            WordPieceVocabulary.ofResource("/all-minilm-l6-v2-q-tokenizer.json");

    /**
     * Makes it.
     *
     * @param threads texts embedded at once, over all callers; usually the number of processors
     */
    public MiniLmEmbedder(int threads) {
        super(MODEL, MAX_TOKENS, VOCABULARY, MiniLmModel::new, threads);
    }

    /** The model's tokens, without an embedder. */
    public static Tokenizer newTokenizer() {
        return new WordPieceTokenizer(VOCABULARY);
    }

    @Override
    public int dimensions() {
        return MiniLmModel.DIMENSIONS;
    }
}
