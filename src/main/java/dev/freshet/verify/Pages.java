package dev.freshet.verify;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Goes over a long list that is given a page at a time, in the order of ids. */
final class Pages<T> {

    static final int SIZE = 500;

    private final BiFunction<String, Integer, List<T>> read;
    private final Function<T, String> id;
    private List<T> page;
    private int next;

    /**
     * @param read gives up to so many behind an id
     */
    Pages(BiFunction<String, Integer, List<T>> read, Function<T, String> id) {
        this.read = read;
        this.id = id;
        this.page = read.apply("", SIZE);
    }

    /** The one that is next; null at the end. */
    @Nullable
    T peek() {
        if (next == page.size() && page.size() == SIZE) {
            page = read.apply(id.apply(page.get(next - 1)), SIZE);
            next = 0;
        }
        return next < page.size() ? page.get(next) : null;
    }

    void advance() {
        next++;
    }
}
