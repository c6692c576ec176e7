package dev.freshet.store.milvus;

import dev.freshet.store.StoredChunk;
import dev.freshet.store.rest.IdOrder;
import dev.freshet.store.rest.IdSlices;
import dev.freshet.store.rest.RestCalls;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/** Everything in the order of ids. Milvus compares ids and gives them in no order. */
final class EntityPages implements IdSlices.Store {

    /** Entities in one answer. */
    private static final int BATCH = 64;

    /** Ids in one answer. */
    private static final int MOST = 16_000;

    private final Reading reading;
    private final IdSlices slices = new IdSlices(this, MOST);

    EntityPages(Reading reading) {
        this.reading = reading;
    }

    List<StoredChunk> page(String after, int limit) {
        return IdSlices.page(after, limit, this::first, this::entities);
    }

    private List<String> first(String after, int wanted) {
        return slices.behind(after, wanted).stream().limit(wanted).toList();
    }

    /** Those of these ids that are there, in the order of ids. */
    List<StoredChunk> entities(List<String> ids) {
        TreeMap<String, StoredChunk> entities = new TreeMap<>(IdOrder.BY_BYTES);
        RestCalls.batches(ids, BATCH).stream()
                .flatMap(reading::whole)
                .map(Entities::stored)
                .forEach(entity -> entities.put(entity.id(), entity));
        return new ArrayList<>(entities.values());
    }

    @Override
    public long total() {
        return reading.count(Filter.ofAll());
    }

    /** The last slice has all that is behind, such as ids of others. */
    @Override
    public Collection<String> ids(String after, long from, long to, int most) {
        Filter behind = Filter.ofAll().isBehind(after);
        if (from > 0) {
            behind.isBehind(IdOrder.last(from - 1));
        }
        return reading.ids(to == IdOrder.END ? behind : behind.isUpTo(IdOrder.last(to - 1)), most);
    }
}
