package dev.freshet.store.chroma;

import dev.freshet.store.StoredChunk;
import dev.freshet.store.rest.IdOrder;
import dev.freshet.store.rest.RestCalls;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Everything in the order of ids, which Chroma doesn't know. Ids of ours have a number in their metadata that grows with
 * them: a slice of numbers is a slice of ids, in whatever order its records come. Those that others keep have none; all of
 * their ids are looked at for each page, and only as many held as the page takes.
 */
final class RecordPages {

    /** Records in one answer. */
    private static final int BATCH = 100;

    /** Ids in one answer. */
    private static final int MOST_IDS = 10_000;

    private static final List<String> ALL = List.of("metadatas", "documents", "embeddings");

    private final Reading reading;

    /** Whether others keep anything, as it was when the last walk over all pages began. */
    private volatile boolean hasOthers = true;

    RecordPages(Reading reading) {
        this.reading = reading;
    }

    List<StoredChunk> page(String after, int limit) {
        if (after.isEmpty()) {
            hasOthers = !reading.ids(new Where().others(), 0, 1).isEmpty();
        }
        List<StoredChunk> page = new ArrayList<>();
        String last = after;
        // one that was removed in between is no end
        while (page.size() < limit) {
            int wanted = limit - page.size();
            List<String> ids = ids(last, wanted);
            page.addAll(records(ids));
            if (ids.size() < wanted) {
                break;
            }
            last = ids.get(wanted - 1);
        }
        return page;
    }

    /** Those of these ids that are there. */
    List<StoredChunk> records(List<String> ids) {
        List<StoredChunk> records = new ArrayList<>();
        RestCalls.batches(ids, BATCH).forEach(batch -> addRecords(batch, records));
        return records;
    }

    private void addRecords(List<String> ids, List<StoredChunk> records) {
        Map<String, Reading.Found> found = reading.byIds(ids, ALL);
        for (String id : ids) {
            Reading.Found record = found.get(id);
            if (record != null) {
                records.add(Records.stored(id, record.metadata(), record.text(), record.vector()));
            }
        }
    }

    /** The first so many behind an id; fewer where there are no more. */
    private List<String> ids(String after, int wanted) {
        Set<String> ids = new TreeSet<>(IdOrder.BY_BYTES);
        addOurs(after, wanted, ids);
        if (hasOthers) {
            addOthers(after, wanted, ids);
        }
        return ids.stream().limit(wanted).toList();
    }

    private void addOurs(String after, int wanted, Set<String> ids) {
        long width = width(wanted);
        long from = IdOrder.firstBehind(after);
        while (ids.size() < wanted && from < IdOrder.END) {
            long to = Math.min(IdOrder.END, from + width);
            List<String> slice = reading.ids(new Where().between(from, to), 0, MOST_IDS);
            if (slice.size() == MOST_IDS && width > 1) {
                width /= 2;
                continue;
            }
            for (String id : slice) {
                if (isBetween(id, from, to) && IdOrder.BY_BYTES.compare(id, after) > 0) {
                    ids.add(id);
                }
            }
            from = to;
        }
    }

    /** Ids of ours are spread evenly: a little more than one slice has what is wanted. */
    private long width(int wanted) {
        long slices = Math.max(1, reading.total() * 9 / 10 / wanted);
        return IdOrder.END / slices;
    }

    /** Others may have changed the number, or use the same name. */
    private static boolean isBetween(String id, long from, long to) {
        long number = IdOrder.of(id);
        return number >= from && number < to;
    }

    private void addOthers(String after, int wanted, Set<String> ids) {
        TreeSet<String> first = new TreeSet<>(IdOrder.BY_BYTES);
        List<String> some = reading.ids(new Where().others(), 0, MOST_IDS);
        for (int offset = some.size(); !some.isEmpty(); offset += some.size()) {
            for (String id : some) {
                if (IdOrder.BY_BYTES.compare(id, after) > 0 && first.add(id) && first.size() > wanted) {
                    first.pollLast();
                }
            }
            some = reading.ids(new Where().others(), offset, MOST_IDS);
        }
        ids.addAll(first);
    }
}
