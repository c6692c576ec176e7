package dev.freshet.report;

import dev.freshet.state.Documents.Failure;
import dev.freshet.state.Times;
import org.jspecify.annotations.Nullable;

/** One failed document. */
public record FailureLine(
        String source,
        String document,
        String status,
        String stage,
        String error,
        int attempts,
        @Nullable String nextAttemptAt) {

    public static FailureLine of(Failure failure) {
        return new FailureLine(
                failure.key().source(),
                failure.key().document(),
                failure.status().text(),
                failure.stage(),
                failure.error(),
                failure.attempts(),
                Times.format(failure.nextAttemptAt()));
    }
}
