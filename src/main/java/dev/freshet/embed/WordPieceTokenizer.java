package dev.freshet.embed;

/**
 * Tokens of an uncased BERT model: BERT's own normalisation and word splitting, then WordPiece, the longest known piece
 * first. Same tokens as Hugging Face's {@code BertNormalizer}, {@code BertPreTokenizer} and {@code WordPiece}, with one
 * difference: {@code [SEP]} and the like in a text are plain text here, so that a document can't write the model's
 * control tokens.
 *
 * <p>Pure Java, because the native tokenizer unpacks a library into the user's home folder, downloads it on platforms
 * that its jar doesn't carry, counts code points instead of chars, and is slower.
 *
 * @see <a href="https://arxiv.org/abs/1810.04805">Devlin et al. 2018, BERT</a>
 */
final class WordPieceTokenizer implements Tokenizer {

    private final WordPieceVocabulary vocabulary;
    private final int unknown;

    WordPieceTokenizer(WordPieceVocabulary vocabulary) {
        this.vocabulary = vocabulary;
        this.unknown = vocabulary.special("[UNK]");
    }

    @Override
    public int count(String text) {
        return tokens(text).size();
    }

    @Override
    public int[] ends(String text) {
        return tokens(text).ends();
    }

    /** The tokens of a text, without special tokens. */
    Tokens tokens(String text) {
        Tokens tokens = new Tokens();
        new WordReader(text, word -> addPieces(word, tokens), tokens::extendLast).read();
        return tokens;
    }

    private void addPieces(WordReader.Word word, Tokens tokens) {
        int before = tokens.size();
        int from = 0;
        while (from < word.length()) {
            int to = word.tooLong() ? from : longestPiece(word, from, tokens);
            if (to == from) {
                tokens.truncate(before);
                tokens.add(unknown, word.end(word.length()));
                return;
            }
            from = to;
        }
    }

    /** Adds the longest piece at an index of the word; returns the index after it, or {@code from} if there is none. */
    private int longestPiece(WordReader.Word word, int from, Tokens tokens) {
        for (int to = Math.min(word.length(), from + vocabulary.longest()); to > from; to--) {
            Integer id = vocabulary.id(word.letters(from, to), from == 0);
            if (id != null) {
                tokens.add(id, word.end(to));
                return to;
            }
        }
        return from;
    }
}
