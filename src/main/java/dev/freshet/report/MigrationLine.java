package dev.freshet.report;

import dev.freshet.state.Times;
import dev.freshet.state.VectorSets.Progress;
import java.util.List;
import java.util.Objects;

/**
 * A migration that is under way, in reports.
 *
 * @param from recipe of the vectors that answer searches
 * @param to recipe of those that are being made
 * @param documentsLeft that only the old vectors have
 * @param holding the first 100 of them that failed with the new recipe
 */
public record MigrationLine(String from, String to, String beganAt, long documentsLeft, List<String> holding) {

    static MigrationLine of(Progress progress) {
        return new MigrationLine(
                progress.from(),
                progress.to(),
                Objects.requireNonNull(Times.format(progress.began())),
                progress.documentsLeft(),
                progress.failing());
    }
}
