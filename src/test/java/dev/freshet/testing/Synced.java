package dev.freshet.testing;

import dev.freshet.state.Runs.Run;
import java.util.List;

/**
 * What one sync did.
 *
 * @param runs one a source, in the order of their ids
 * @param embedded texts that the model was given
 */
public record Synced(List<Run> runs, long embedded) {

    /** The run of the only source. */
    public Run run() {
        if (runs.size() != 1) {
            throw new IllegalStateException(runs.size() + " sources were synced");
        }
        return runs.get(0);
    }

    /** Status and counts of the only run, such as {@code completed +1 ~0 -0 =3 !0}. */
    public String counts() {
        var counts = run().counts();
        return "%s +%d ~%d -%d =%d !%d"
                .formatted(
                        run().status().text(),
                        counts.added(),
                        counts.updated(),
                        counts.deleted(),
                        counts.unchanged(),
                        counts.failed());
    }
}
