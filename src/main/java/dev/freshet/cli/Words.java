package dev.freshet.cli;

import dev.freshet.state.Documents.Failure;
import dev.freshet.state.Times;
import dev.freshet.state.VectorSets.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Figures and facts in the words that all commands use. */
final class Words {

    private Words() {}

    /** {@code 850 ms}, {@code 3.2 s}, {@code 4 min 05 s}, {@code 2 h 10 min}, {@code 3 d 4 h}. */
    static String duration(Duration duration) {
        if (duration.toMillis() < 1_000) {
            return duration.toMillis() + " ms";
        }
        if (duration.toSeconds() < 60) {
            return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1_000.0);
        }
        if (duration.toMinutes() < 60) {
            return String.format(Locale.ROOT, "%d min %02d s", duration.toMinutes(), duration.toSecondsPart());
        }
        if (duration.toHours() < 24) {
            return duration.toHours() + " h " + duration.toMinutesPart() + " min";
        }
        return duration.toDays() + " d " + duration.toHoursPart() + " h";
    }

    /** {@code 1 chunk}, {@code 2 chunks}. */
    static String counted(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** How long ago; {@code never} for null. */
    static String ago(@Nullable Instant then, Instant now) {
        return then == null ? "never" : duration(Times.between(then, now)) + " ago";
    }

    static String failure(Failure failure) {
        String next = switch (failure.status()) {
            case QUARANTINED -> "quarantined; freshet retry tries it again";
            case FAILED, INDEXED ->
                failure.nextAttemptAt() == null ? "next pass" : "not before " + failure.nextAttemptAt();
        };
        return failure.key() + "  " + failure.stage() + ": " + failure.error() + " (attempt " + failure.attempts()
                + ", " + next + ")";
    }

    /** How far a migration is, and what holds it up. */
    static String migration(Progress progress) {
        String holding = progress.failing().isEmpty()
                ? ""
                : " These failed with the new recipe and hold it up: " + String.join(", ", progress.failing())
                        + ". Mend or exclude them, or put the old options back to give it up.";
        return "A migration is under way, to " + progress.to() + ". " + counted(progress.documentsLeft(), "document")
                + " to be made anew; until then the old vectors answer searches." + holding;
    }
}
