package dev.freshet.source.confluence;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Ids, as many at a time as a call takes. */
final class Batches {

    private Batches() {}

    static List<List<String>> of(Collection<String> ids, int most) {
        List<String> all = List.copyOf(ids);
        List<List<String>> batches = new ArrayList<>();
        for (int from = 0; from < all.size(); from += most) {
            batches.add(all.subList(from, Math.min(from + most, all.size())));
        }
        return batches;
    }
}
