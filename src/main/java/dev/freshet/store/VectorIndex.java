package dev.freshet.store;

import dev.freshet.document.Vectors;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The store's vectors in memory, rounded, about {@code dimensions + 100} bytes each. Loaded at the first search; later ones
 * read only the rows that changed since, whoever wrote them. Safe for many threads.
 */
final class VectorIndex {

    private static final String ALL = "SELECT id, source, metadata, vector FROM store_chunks WHERE +revision > ?";
    private static final String CHANGED = "SELECT id, source, metadata, vector FROM store_chunks WHERE revision > ?";

    private long revision;
    private int dimensions;
    private VectorSnapshot published = new VectorSnapshot(List.of());

    private final List<VectorBlock> blocks = new ArrayList<>();
    private final Map<Long, Integer> slots = new HashMap<>();
    private final Deque<Integer> free = new ArrayDeque<>();
    /** Blocks that no snapshot holds yet, so that they may be changed. */
    private final Set<Integer> unpublished = new HashSet<>();

    private @Nullable Facet facet;

    /**
     * The vectors as a read transaction sees them. The caller opens the transaction but hasn't read anything: the first
     * read fixes what it sees, and happens here under the lock, so the index is never ahead of the transaction.
     *
     * @param wanted length of the query's vector
     */
    synchronized VectorSnapshot at(Connection transaction, int wanted) throws SQLException {
        try (PreparedStatement select =
                        transaction.prepareStatement("SELECT revision, last_removal FROM store_revision");
                ResultSet now = select.executeQuery()) {
            now.next();
            long current = now.getLong(1);
            if (dimensions != wanted || current < revision) {
                reset(wanted);
            }
            if (current > revision) {
                refresh(transaction, now.getLong(2));
                revision = current;
            }
        }
        return published;
    }

    private void reset(int wanted) {
        revision = 0;
        dimensions = wanted;
        blocks.clear();
        slots.clear();
        free.clear();
        unpublished.clear();
        published = new VectorSnapshot(List.of());
    }

    private void refresh(Connection transaction, long lastRemoval) throws SQLException {
        if (lastRemoval > revision && revision > 0) {
            forgetRemoved(transaction);
        }
        try (PreparedStatement select = transaction.prepareStatement(revision == 0 ? ALL : CHANGED)) {
            select.setLong(1, revision);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    put(rows.getLong(1), facet(rows), Vectors.decode(rows.getBytes(4)));
                }
            }
        }
        unpublished.clear();
        published = new VectorSnapshot(List.copyOf(blocks));
    }

    private void forgetRemoved(Connection transaction) throws SQLException {
        BitSet present = new BitSet();
        try (PreparedStatement select = transaction.prepareStatement("SELECT id FROM store_chunks");
                ResultSet ids = select.executeQuery()) {
            while (ids.next()) {
                present.set(Math.toIntExact(ids.getLong(1)));
            }
        }
        for (Iterator<Map.Entry<Long, Integer>> known = slots.entrySet().iterator(); known.hasNext(); ) {
            Map.Entry<Long, Integer> entry = known.next();
            if (!present.get(Math.toIntExact(entry.getKey()))) {
                int slot = entry.getValue();
                writable(slot).clear(slot % VectorBlock.SIZE);
                free.push(slot);
                known.remove();
            }
        }
    }

    private void put(long row, Facet about, float[] vector) {
        Integer known = slots.get(row);
        int slot = known == null ? nextSlot() : known;
        slots.put(row, slot);
        writable(slot).put(slot % VectorBlock.SIZE, row, about, vector);
    }

    private int nextSlot() {
        return free.isEmpty() ? slots.size() : free.pop();
    }

    private VectorBlock writable(int slot) {
        int block = slot / VectorBlock.SIZE;
        if (block == blocks.size()) {
            blocks.add(new VectorBlock(dimensions));
            unpublished.add(block);
        } else if (unpublished.add(block)) {
            blocks.set(block, blocks.get(block).copy());
        }
        return blocks.get(block);
    }

    private Facet facet(ResultSet row) throws SQLException {
        String source = row.getString(2);
        String metadata = row.getString(3);
        Facet last = facet;
        if (last == null || !last.is(source, metadata)) {
            last = new Facet(source, metadata);
            facet = last;
        }
        return last;
    }
}
