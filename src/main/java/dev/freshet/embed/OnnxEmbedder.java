package dev.freshet.embed;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A sentence model from a folder, on this machine's processors. */
public final class OnnxEmbedder extends LocalEmbedder {

    /** The model. Files of data that belong to it begin with this name. */
    public static final String MODEL = "model.onnx";

    /** Its tokenizer, as Hugging Face writes it. */
    public static final String TOKENIZER = "tokenizer.json";

    private static final int NAME_LENGTH = 16;

    /**
     * Reads the tokenizer, and hashes all files.
     *
     * @param folder with {@value #MODEL} and {@value #TOKENIZER}
     * @param maxTokens of a text, special tokens excluded
     * @param threads texts embedded at once, over all callers
     * @throws UnusableModelException if a file can't be read, or the tokenizer is of another kind
     */
    public OnnxEmbedder(Path folder, Pooling pooling, int maxTokens, int threads) {
        this(folder, pooling, maxTokens, TokenizerFile.read(folder.resolve(TOKENIZER)), threads);
    }

    private OnnxEmbedder(Path folder, Pooling pooling, int maxTokens, WordPieceVocabulary vocabulary, int threads) {
        super(
                "onnx/" + hash(folder) + "/" + pooling.name().toLowerCase(Locale.ROOT),
                maxTokens,
                vocabulary,
                () -> OnnxSentenceModel.load(folder.resolve(MODEL), pooling, new long[] {
                    vocabulary.special("[CLS]"), vocabulary.special("[SEP]")
                }),
                threads);
    }

    /** Of all that shapes a vector, whatever the folder is called. */
    private static String hash(Path folder) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Path file : files(folder)) {
                try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                    in.transferTo(OutputStream.nullOutputStream());
                }
            }
            return HexFormat.of().formatHex(digest.digest()).substring(0, NAME_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UnusableModelException(
                    "The model in " + folder + " can't be read: " + e + ". Put " + MODEL + " and " + TOKENIZER
                            + " there, readable for the user of Freshet",
                    e);
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(MODEL)
                            || file.getFileName().toString().equals(TOKENIZER))
                    .sorted()
                    .toList();
        }
    }
}
