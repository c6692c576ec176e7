package dev.freshet.chunk;

import java.util.ArrayList;
import java.util.List;

/**
 * Decides where a list of pieces is cut into chunks: a part that is too heavy is cut at its best place, and both sides
 * again, until all fit. The best place is the one of the best kind ({@link Boundary}), and among those the one with the
 * highest hash. So what decides about a cut is the text after it and not the distance from the top, and an edit moves
 * the cuts near it, not those after it.
 *
 * <p>Content-defined chunking as in Muthitacharoen, Chen and Mazières 2001 (A Low-bandwidth Network File System) and
 * Bjørner, Blass and Gurevich 2010 (Content-Dependent Chunking for Differential Compression, the Local Maximum
 * Approach). The local maximum is taken top-down here, as in the treap of Seidel and Aragon 1996, because it keeps a hard
 * upper limit without cuts forced from the left.
 */
final class Cuts {

    /** No cut in the first and last quarter of a budget, if there is another place: tiny chunks find little. */
    private static final int MARGIN_SHARE = 4;

    private final List<Piece> pieces;
    private final int budget;

    /** Weight of the pieces before each piece, and of all. */
    private final long[] before;

    private final List<Integer> starts = new ArrayList<>();

    private Cuts(List<Piece> pieces, int budget) {
        this.pieces = pieces;
        this.budget = budget;
        this.before = new long[pieces.size() + 1];
        for (int i = 0; i < pieces.size(); i++) {
            before[i + 1] = before[i] + pieces.get(i).weight();
        }
    }

    /**
     * Index of the first piece of each chunk, rising.
     *
     * @param budget most weight of a chunk, what it repeats included
     */
    static List<Integer> of(List<Piece> pieces, int budget) {
        Cuts cuts = new Cuts(pieces, budget);
        if (!pieces.isEmpty()) {
            cuts.cut(0, pieces.size());
        }
        return cuts.starts;
    }

    private void cut(int from, int to) {
        int start = from;
        while (!fits(start, to)) {
            int place = bestPlace(start, to);
            cut(start, place);
            start = place;
        }
        starts.add(start);
    }

    private boolean fits(int from, int to) {
        int repeated = from == 0 ? 0 : pieces.get(from).context().weight();
        return to - from == 1 || before[to] - before[from] + repeated <= budget;
    }

    private int bestPlace(int from, int to) {
        for (int margin = budget / MARGIN_SHARE; ; margin /= 2) {
            int best = -1;
            for (int i = from + 1; i < to; i++) {
                boolean inside = before[i] - before[from] >= margin && before[to] - before[i] >= margin;
                if (inside && (best < 0 || isBetter(i, best, from, to))) {
                    best = i;
                }
            }
            if (best >= 0) {
                return best;
            }
        }
    }

    private boolean isBetter(int one, int other, int from, int to) {
        int byKind = pieces.get(one).boundary().compareTo(pieces.get(other).boundary());
        if (byKind != 0) {
            return byKind > 0;
        }
        int byHash = Long.compare(pieces.get(one).hash(), pieces.get(other).hash());
        return byHash != 0 ? byHash > 0 : fromMiddle(one, from, to) < fromMiddle(other, from, to);
    }

    /** In text that repeats itself the middle decides: halves keep the recursion flat. */
    private long fromMiddle(int place, int from, int to) {
        return Math.abs(2 * before[place] - before[from] - before[to]);
    }
}
