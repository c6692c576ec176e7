package dev.freshet.bench;

import org.jspecify.annotations.Nullable;

/**
 * One row of docs/performance.md.
 *
 * @param bench id of its bench
 * @param work what was done, in words, with its sizes
 * @param unit of measured and bound, such as {@code s} or {@code documents/s}
 * @param measured of Freshet
 * @param boundName what it is measured against, in the same run; null = the limit is for the figure itself
 * @param bound of the same unit; null where boundName is
 * @param limit for the ratio of the medians, or for the median itself where there is no bound; null = it is told only
 */
record Row(
        String bench,
        String work,
        String unit,
        Samples measured,
        @Nullable String boundName,
        @Nullable Samples bound,
        @Nullable Limit limit) {

    /** A figure that is told, and must reach nothing. */
    static Row told(String bench, String work, String unit, Samples measured) {
        return new Row(bench, work, unit, measured, null, null, null);
    }

    /** A figure with a limit of its own. */
    static Row limited(String bench, String work, String unit, Samples measured, Limit limit) {
        return new Row(bench, work, unit, measured, null, null, limit);
    }

    /** A figure whose ratio to a bound has a limit. */
    static Row against(
            String bench, String work, String unit, Samples measured, String boundName, Samples bound, Limit limit) {
        return new Row(bench, work, unit, measured, boundName, bound, limit);
    }

    /** What the limit is for. */
    double figure() {
        return bound == null ? measured.median() : measured.median() / bound.median();
    }

    /** Null where there is no limit. */
    @Nullable
    Boolean isMet() {
        return limit == null ? null : limit.isMetBy(figure());
    }
}
