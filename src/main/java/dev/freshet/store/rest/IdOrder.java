package dev.freshet.store.rest;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The order of ids as text, told by numbers, for stores that give what they hold in no order: a slice of numbers is a slice of ids.
 * The number of an id of ours is its first 48 bits, which is less than 2^53, so that it is exact wherever it passes.
 */
public final class IdOrder {

    /** Behind the number of every id. */
    public static final long END = 1L << 48;

    /** As databases order text: by the bytes of UTF-8. */
    public static final Comparator<String> BY_BYTES =
            Comparator.comparing((String id) -> id.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

    private static final Pattern FORM = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private static final int OTHER_BITS = 16;

    private IdOrder() {}

    public static long of(UUID id) {
        return id.getMostSignificantBits() >>> OTHER_BITS;
    }

    /** Negative for a text that is no id of ours. */
    public static long of(String id) {
        return FORM.matcher(id).matches() ? of(UUID.fromString(id)) : -1;
    }

    /** The first number that an id behind this one can have; {@link #END} where there is none. */
    public static long firstBehind(String id) {
        long low = 0;
        long high = END;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (BY_BYTES.compare(last(middle), id) > 0) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** The last of all ids with a number. */
    public static String last(long number) {
        return new UUID(number << OTHER_BITS | 0xffff, -1).toString();
    }
}
