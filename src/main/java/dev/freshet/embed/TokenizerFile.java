package dev.freshet.embed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A {@code tokenizer.json} of Hugging Face, of the one kind that is read here: WordPiece without upper case, as BERT has
 * it. What would give other tokens than the model learned is refused.
 */
final class TokenizerFile {

    private static final String REMEDY =
            ". Freshet reads WordPiece as BERT models in lower case have it: choose such a model, or serve this one with a"
                    + " program of its own and set freshet.embedding to openai or ollama";

    private final Path file;
    private final JsonNode tokenizer;

    private TokenizerFile(Path file, JsonNode tokenizer) {
        this.file = file;
        this.tokenizer = tokenizer;
    }

    /**
     * Reads it.
     *
     * @throws UnusableModelException if it isn't there, or of another kind
     */
    static WordPieceVocabulary read(Path file) {
        try {
            TokenizerFile read = new TokenizerFile(file, new ObjectMapper().readTree(file.toFile()));
            read.check();
            return new WordPieceVocabulary(read.tokenizer);
        } catch (IOException e) {
            throw new UnusableModelException(
                    file + " can't be read as the file of a tokenizer ("
                            + e.getClass().getSimpleName() + "). Put the tokenizer.json of the model there",
                    e);
        }
    }

    private void check() {
        require("/model/type", "WordPiece");
        require("/model/continuing_subword_prefix", "##");
        require("/model/unk_token", "[UNK]");
        require("/normalizer/type", "BertNormalizer");
        require("/normalizer/lowercase", "true");
        require("/normalizer/clean_text", "true");
        require("/normalizer/handle_chinese_chars", "true");
        require("/pre_tokenizer/type", "BertPreTokenizer");
        if (tokenizer.at("/normalizer/strip_accents").isBoolean()) {
            require("/normalizer/strip_accents", "true");
        }
        checkFrame();
        for (String special : new String[] {"[CLS]", "[SEP]", "[UNK]"}) {
            if (!tokenizer.at("/model/vocab").has(special)) {
                throw new UnusableModelException(file + " has no " + special + " in its vocabulary" + REMEDY);
            }
        }
    }

    private void require(String place, String value) {
        String found = tokenizer.at(place).asText("none");
        if (!found.equals(value)) {
            throw new UnusableModelException(
                    file + " has " + place.substring(1).replace('/', '.') + " = " + found + REMEDY);
        }
    }

    /** A text stands between [CLS] and [SEP]. */
    private void checkFrame() {
        JsonNode processor = tokenizer.path("post_processor");
        if (processor.path("type").asText().equals("BertProcessing")) {
            return;
        }
        List<String> frame = new ArrayList<>();
        processor
                .path("single")
                .forEach(part -> frame.add(
                        part.has("Sequence")
                                ? "text"
                                : part.at("/SpecialToken/id").asText()));
        if (!frame.equals(List.of("[CLS]", "text", "[SEP]"))) {
            throw new UnusableModelException(
                    file + " has a post_processor that puts " + frame + " in the place of [CLS] text [SEP]" + REMEDY);
        }
    }
}
