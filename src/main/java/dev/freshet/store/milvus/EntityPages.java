package dev.freshet.store.milvus;

import dev.freshet.store.StoredChunk;
import dev.freshet.store.rest.IdOrder;
import dev.freshet.store.rest.RestCalls;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** Everything in the order of ids. Milvus compares ids and gives them in no order: those of a slice are read as a whole, and sorted. */
final class EntityPages {

    /** Entities in one answer. */
    private static final int BATCH = 64;

    /** That one answer has at the most. */
    private static final int MOST = 16_000;

    private final Reading reading;

    EntityPages(Reading reading) {
        this.reading = reading;
    }

    List<StoredChunk> page(String after, int limit) {
        List<StoredChunk> page = new ArrayList<>();
        String last = after;
        // one that was removed in between is no end
        while (page.size() < limit) {
            int wanted = limit - page.size();
            List<String> ids = ids(last, wanted);
            RestCalls.batches(ids, BATCH).forEach(batch -> page.addAll(entities(batch)));
            if (ids.size() < wanted) {
                break;
            }
            last = ids.get(wanted - 1);
        }
        return page;
    }

    private Collection<StoredChunk> entities(List<String> ids) {
        TreeMap<String, StoredChunk> entities = new TreeMap<>(IdOrder.BY_BYTES);
        reading.whole(ids).map(Entities::stored).forEach(entity -> entities.put(entity.id(), entity));
        return entities.values();
    }

    /** The first so many behind an id; fewer where there are no more. */
    private List<String> ids(String after, int wanted) {
        TreeSet<String> ids = new TreeSet<>(IdOrder.BY_BYTES);
        long width = width(wanted);
        long from = IdOrder.firstBehind(after);
        String low = after;
        while (ids.size() < wanted && from < IdOrder.END) {
            long to = Math.min(IdOrder.END, from + width);
            List<String> slice = reading.ids(slice(low, to), MOST);
            if (slice.size() == MOST && width > 1) {
                width /= 2;
                continue;
            }
            ids.addAll(slice);
            low = IdOrder.last(to - 1);
            from = to;
        }
        return ids.stream().limit(wanted).toList();
    }

    /** The last slice has all that is behind, such as ids of others. */
    private static Filter slice(String low, long to) {
        Filter behind = Filter.ofAll().isBehind(low);
        return to == IdOrder.END ? behind : behind.isUpTo(IdOrder.last(to - 1));
    }

    /** Ids of ours are spread evenly: a little more than one slice has what is wanted. */
    private long width(int wanted) {
        long slices = Math.max(1, reading.count(Filter.ofAll()) * 9 / 10 / wanted);
        return IdOrder.END / slices;
    }
}
