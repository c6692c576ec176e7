package dev.freshet.verify;

import java.util.List;
import java.util.SortedMap;

/**
 * How state and store compare.
 *
 * @param bySource a line for each source that was compared and has chunks in either
 * @param foreign chunks in the store that aren't ours; no divergence
 * @param flaws of the store itself, a sentence each
 * @param first the first divergences, foreign chunks included, in the order of their ids
 */
public record Verdict(SortedMap<String, Tally> bySource, long foreign, List<String> flaws, List<Divergence> first) {

    /** Chunks of one source; {@code stated} = those that the state knows. */
    public record Tally(long stated, long missing, long orphaned, long stale) {

        static final Tally NONE = new Tally(0, 0, 0, 0);

        Tally plusStated() {
            return new Tally(stated + 1, missing, orphaned, stale);
        }

        Tally plus(Divergence.Kind kind) {
            return switch (kind) {
                case MISSING -> new Tally(stated, missing + 1, orphaned, stale);
                case ORPHANED -> new Tally(stated, missing, orphaned + 1, stale);
                case STALE -> new Tally(stated, missing, orphaned, stale + 1);
                case FOREIGN -> this;
            };
        }

        /** Chunks about which both disagree. */
        public long diverged() {
            return missing + orphaned + stale;
        }
    }

    /** All sources in one. */
    public Tally total() {
        return bySource.values().stream()
                .reduce(
                        Tally.NONE,
                        (sum, of) -> new Tally(
                                sum.stated + of.stated,
                                sum.missing + of.missing,
                                sum.orphaned + of.orphaned,
                                sum.stale + of.stale));
    }

    /** Whether the store holds exactly what the state says. Foreign chunks don't count. */
    public boolean isEqual() {
        return flaws.isEmpty() && total().diverged() == 0;
    }
}
