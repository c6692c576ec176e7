package dev.freshet.store.chroma;

import dev.freshet.store.StoredChunk;
import dev.freshet.store.rest.IdOrder;
import dev.freshet.store.rest.IdSlices;
import dev.freshet.store.rest.RestCalls;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Everything in the order of ids, which Chroma doesn't know. Ids of ours have a number in their metadata that grows with
 * them: a slice of numbers is a slice of ids, in whatever order its records come. Those that others keep have none; all of
 * their ids are looked at for each page, and only as many held as the page takes.
 */
final class RecordPages implements IdSlices.Store {

    /** Records in one answer. */
    private static final int BATCH = 100;

    /** Ids in one answer. */
    private static final int MOST_IDS = 10_000;

    private static final List<String> ALL = List.of("metadatas", "documents", "embeddings");

    private final Reading reading;
    private final IdSlices slices = new IdSlices(this, MOST_IDS);

    /** Whether others keep anything, as it was when the last walk over all pages began. */
    private volatile boolean hasOthers = true;

    RecordPages(Reading reading) {
        this.reading = reading;
    }

    List<StoredChunk> page(String after, int limit) {
        if (after.isEmpty()) {
            hasOthers = !reading.ids(new Where().others(), 0, 1).isEmpty();
        }
        return IdSlices.page(after, limit, this::first, this::records);
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
    private List<String> first(String after, int wanted) {
        Set<String> ids = slices.behind(after, wanted);
        if (hasOthers) {
            addOthers(after, wanted, ids);
        }
        return ids.stream().limit(wanted).toList();
    }

    @Override
    public long total() {
        return reading.total();
    }

    /** Others may have changed the number, or use the same name. */
    @Override
    public Collection<String> ids(String after, long from, long to, int most) {
        List<String> slice = reading.ids(new Where().between(from, to), 0, most);
        return slice.size() == most
                ? slice
                : slice.stream().filter(id -> isBetween(id, from, to)).toList();
    }

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
