package dev.freshet.chunk;

import dev.freshet.chunk.Piece.Context;
import dev.freshet.chunk.TextCutter.Part;
import dev.freshet.document.Block;
import dev.freshet.document.Block.Code;
import dev.freshet.document.Block.ListItem;
import dev.freshet.document.Block.Table;
import dev.freshet.embed.Tokenizer;
import java.util.ArrayList;
import java.util.List;

/** Turns the blocks of a section into pieces, none of them too heavy for a chunk of their own. */
final class Pieces {

    /** A table's header is repeated only if it takes no more than this part of a chunk. */
    private static final int HEADER_SHARE = 4;

    private static final Context NOTHING = new Piece.Nothing();

    private final Tokenizer tokenizer;
    private final ChunkOptions options;

    /** Most weight of the text in a chunk of this section. */
    private final int budget;

    private final List<Piece> pieces = new ArrayList<>();

    private Pieces(Tokenizer tokenizer, ChunkOptions options, int budget) {
        this.tokenizer = tokenizer;
        this.options = options;
        this.budget = budget;
    }

    static List<Piece> of(Section section, Tokenizer tokenizer, ChunkOptions options) {
        Pieces pieces = new Pieces(tokenizer, options, options.size() - section.pathTokens());
        Block before = null;
        for (int i = 0; i < section.blocks().size(); i++) {
            Block block = section.blocks().get(i);
            boolean listGoesOn = block instanceof ListItem && before instanceof ListItem;
            pieces.add(block, section.positions().get(i), listGoesOn);
            before = block;
        }
        return pieces.pieces;
    }

    private void add(Block block, int position, boolean listGoesOn) {
        if (block instanceof Table table) {
            addTable(table, position);
            return;
        }
        Weights text = new Weights(BlockText.of(block), tokenizer);
        if (block instanceof Code) {
            List<Part> parts = TextCutter.cutIfTooLong(text, budget, Boundary.BLOCK, TextCutter.LINES);
            add(parts, new Place(text, block.page(), position, "\n\n", NOTHING, NOTHING));
        } else {
            Boundary before = listGoesOn ? Boundary.ITEM : Boundary.BLOCK;
            List<Part> parts = TextCutter.cut(text, budget - options.overlap(), before, TextCutter.PROSE);
            add(parts, new Place(text, block.page(), position, listGoesOn ? "\n" : "\n\n", NOTHING, overlap()));
        }
    }

    private Context overlap() {
        return options.overlap() == 0 ? NOTHING : new Piece.Overlap(options.overlap());
    }

    private void addTable(Table table, int position) {
        Context header = header(table);
        Context context = NOTHING;
        Boundary boundary = Boundary.BLOCK;
        boolean afterHeader = !BlockText.row(table.header()).isEmpty();
        int at = position;
        for (String row : BlockText.rows(table)) {
            Weights text = new Weights(row, tokenizer);
            String glue = at == position ? "\n\n" : "\n";
            List<Part> parts = TextCutter.cutIfTooLong(text, budget - header.weight(), boundary, TextCutter.LINES);
            add(parts, new Place(text, table.page(), at, glue, context, afterHeader ? NOTHING : header));
            boundary = afterHeader ? Boundary.HEADER : Boundary.ROW;
            afterHeader = false;
            context = header;
            at += row.length() + 1;
        }
    }

    private Context header(Table table) {
        String row = BlockText.row(table.header());
        int weight = new Weights(row, tokenizer).of(0, row.length());
        return row.isEmpty() || weight > options.size() / HEADER_SHARE ? NOTHING : new Piece.Header(row, weight);
    }

    /**
     * Where parts come from.
     *
     * @param glue before the first part
     * @param first context of the first part
     * @param others context of the other parts
     */
    private record Place(Weights text, int page, int position, String glue, Context first, Context others) {}

    private void add(List<Part> parts, Place place) {
        String text = place.text.text();
        boolean first = true;
        int end = 0;
        for (Part part : parts) {
            pieces.add(new Piece(
                    text.substring(part.from(), part.to()),
                    (first ? place.glue : "") + text.substring(end, part.from()),
                    part.boundary(),
                    part.hash(),
                    place.text.tokens(part.from(), part.to()),
                    place.text.of(part.from(), part.to()),
                    first ? place.first : place.others,
                    place.page,
                    place.position + part.from()));
            end = part.to();
            first = false;
        }
    }
}
