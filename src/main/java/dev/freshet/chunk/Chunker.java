package dev.freshet.chunk;

import dev.freshet.document.Chunk;
import dev.freshet.document.ChunkIds;
import dev.freshet.document.ChunkedDocument;
import dev.freshet.document.Content;
import dev.freshet.document.ExtractedDocument;
import dev.freshet.embed.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts documents into chunks: at headings first, then between blocks, sentences, lines and words. No text is lost, no
 * chunk is longer than {@link ChunkOptions#size}, and an edit changes the chunks near it only, see {@link Cuts}. Safe for
 * many threads.
 */
public final class Chunker {

    /** Part of a document's recipe. Raise it when the same document would give other chunks. */
    public static final String VERSION = "1";

    /** The headings above a text take at most this part of a chunk. */
    private static final int PATH_SHARE = 4;

    private final Tokenizer tokenizer;
    private final ChunkOptions options;

    /**
     * @param tokenizer of the model that will embed the chunks
     */
    public Chunker(Tokenizer tokenizer, ChunkOptions options) {
        this.tokenizer = tokenizer;
        this.options = options;
    }

    /** The chunks of a document, in order, with their ids. */
    public ChunkedDocument chunk(ExtractedDocument document) {
        Output output = new Output(new ChunkIds(document.version().key()), new ArrayList<>());
        for (Section section : Sections.of(document.blocks(), tokenizer, options.size() / PATH_SHARE)) {
            List<Piece> pieces = Pieces.of(section, tokenizer, options);
            SectionChunks chunks = new SectionChunks(section, pieces, output);
            List<Integer> starts = Cuts.of(pieces, options.size() - section.pathTokens());
            for (int i = 0; i < starts.size(); i++) {
                chunks.add(starts.get(i), i + 1 < starts.size() ? starts.get(i + 1) : pieces.size());
            }
        }
        return new ChunkedDocument(document.version(), List.copyOf(output.chunks));
    }

    private record Output(ChunkIds ids, List<Chunk> chunks) {

        private void add(String heading, String text, int tokens, Piece first) {
            String embedded = Chunk.embeddedText(heading, text);
            String checksum = Content.sha256(embedded.getBytes(StandardCharsets.UTF_8));
            chunks.add(new Chunk(
                    ids.next(checksum),
                    chunks.size(),
                    checksum,
                    heading,
                    text,
                    first.page(),
                    first.position(),
                    tokens));
        }
    }

    private final class SectionChunks {

        private final Section section;
        private final List<Piece> pieces;
        private final Output output;
        private final ChunkText texts;

        private SectionChunks(Section section, List<Piece> pieces, Output output) {
            this.section = section;
            this.pieces = pieces;
            this.output = output;
            this.texts = new ChunkText(pieces, options.overlap(), tokenizer);
        }

        /**
         * Adds a chunk of some pieces. Pieces glued without a space can have more tokens together than apart; what the
         * sum of their weights didn't foresee is put right here.
         */
        private void add(int from, int to) {
            if (addIfItFits(texts.repeating(from, to), from) || addIfItFits(texts.plain(from, to), from)) {
                return;
            }
            if (to - from == 1) {
                throw new IllegalStateException("A piece of text is longer than a chunk: "
                        + pieces.get(from).tokens() + " tokens, chunk size " + options.size());
            }
            add(from, (from + to) >>> 1);
            add((from + to) >>> 1, to);
        }

        private boolean addIfItFits(String text, int from) {
            int tokens = section.pathTokens() + tokenizer.count(text);
            if (tokens > options.size()) {
                return false;
            }
            output.add(section.path(), text, tokens, pieces.get(from));
            return true;
        }
    }
}
