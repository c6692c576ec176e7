package dev.freshet.store.rest;

import dev.freshet.store.StoredChunk;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The order of ids in stores that give what they hold in no order: what is in a slice of ids is read as a whole, and sorted. */
public final class IdSlices {

    /** What such a store is asked for. */
    public interface Store {

        /** How many entries there are, about. */
        long total();

        /**
         * Ids behind one, whose numbers are in a slice, in any order.
         *
         * @param from a number of {@link IdOrder}; the first of the slice
         * @param to the first behind the slice; {@link IdOrder#END} where nothing is
         * @param most so many at the most; as many as that may be not all
         */
        Collection<String> ids(String after, long from, long to, int most);
    }

    /** Finds the first ids behind one. */
    public interface Ids {
        List<String> behind(String after, int wanted);
    }

    /** Reads chunks, those that are there. */
    public interface Chunks {
        List<StoredChunk> of(List<String> ids);
    }

    private final Store store;
    private final int most;

    /**
     * @param most ids in one answer
     */
    public IdSlices(Store store, int most) {
        this.store = store;
        this.most = most;
    }

    /** The chunks with the first ids behind one; fewer than wanted where there are no more. */
    public static List<StoredChunk> page(String after, int limit, Ids ids, Chunks chunks) {
        List<StoredChunk> page = new ArrayList<>();
        String last = after;
        // one that was removed in between is no end
        while (page.size() < limit) {
            int wanted = limit - page.size();
            List<String> next = ids.behind(last, wanted);
            page.addAll(chunks.of(next));
            if (next.size() < wanted) {
                break;
            }
            last = next.get(wanted - 1);
        }
        return page;
    }

    /** The first ids behind one in their order, and maybe some more; fewer than wanted where there are no more. */
    public Set<String> behind(String after, int wanted) {
        Set<String> ids = new TreeSet<>(IdOrder.BY_BYTES);
        long width = width(wanted);
        long from = IdOrder.firstBehind(after);
        while (ids.size() < wanted && from < IdOrder.END) {
            long to = Math.min(IdOrder.END, from + width);
            Collection<String> slice = store.ids(after, from, to, most);
            if (slice.size() == most && width > 1) {
                width /= 2;
                continue;
            }
            slice.stream().filter(id -> IdOrder.BY_BYTES.compare(id, after) > 0).forEach(ids::add);
            from = to;
        }
        return ids;
    }

    /** Ids of ours are spread evenly: a little more than one slice has what is wanted. */
    private long width(int wanted) {
        long slices = Math.max(1, store.total() * 9 / 10 / wanted);
        return IdOrder.END / slices;
    }
}
