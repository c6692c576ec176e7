package dev.freshet.embed;

import java.util.Arrays;

/** A growing list of tokens: ids in the model's vocabulary, and the index of the {@code char} after each. */
final class Tokens {

    private int[] ids = new int[64];
    private int[] ends = new int[64];
    private int size;

    void add(int id, int end) {
        if (size == ids.length) {
            ids = Arrays.copyOf(ids, size * 2);
            ends = Arrays.copyOf(ends, size * 2);
        }
        ids[size] = id;
        ends[size++] = end;
    }

    /** Lets the last token end later, for a mark that belongs to it. */
    void extendLast(int end) {
        if (size > 0) {
            ends[size - 1] = end;
        }
    }

    /** Removes the tokens from an index on. */
    void truncate(int newSize) {
        size = newSize;
    }

    int size() {
        return size;
    }

    int[] ends() {
        return Arrays.copyOf(ends, size);
    }

    int[] ids() {
        return Arrays.copyOf(ids, size);
    }
}
