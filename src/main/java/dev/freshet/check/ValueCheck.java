package dev.freshet.check;

import dev.freshet.config.DataSize;
import dev.freshet.config.DurationText;
import java.text.ParseException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.quartz.CronExpression;

/** Checks a text against a JSON schema's type and format. */
final class ValueCheck {

    private static final Set<String> BOOLEANS = Set.of("true", "false");

    private ValueCheck() {}

    /** Whether the value is known to a running service only: a placeholder, a bean, an expression. */
    static boolean isComputed(String text) {
        return text.contains("{{") || text.startsWith("#") || text.contains("${");
    }

    /** What is wrong, for a person; nothing when it fits. */
    static Optional<String> problem(String type, String format, String text) {
        return switch (type) {
            case "boolean" ->
                unless(BOOLEANS.contains(text.toLowerCase(Locale.ROOT)), "'" + text + "' is not true or false");
            case "integer" -> unless(text.matches("[-+]?\\d{1,18}"), "'" + text + "' is not a whole number");
            case "number" -> unless(text.matches("[-+]?\\d+(\\.\\d+)?"), "'" + text + "' is not a number");
            default -> formatProblem(format, text);
        };
    }

    private static Optional<String> formatProblem(String format, String text) {
        if (text.isBlank()) {
            return Optional.empty();
        }
        return switch (format) {
            case "duration" -> refusal(() -> DurationText.parse(text));
            case "size" -> refusal(() -> DataSize.parse(text));
            case "cron" -> cronProblem(text);
            case "time-zone" -> timeZoneProblem(text);
            default -> Optional.empty();
        };
    }

    private static Optional<String> refusal(Runnable parse) {
        try {
            parse.run();
            return Optional.empty();
        } catch (IllegalArgumentException | ArithmeticException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static Optional<String> timeZoneProblem(String text) {
        try {
            ZoneId.of(text);
            return Optional.empty();
        } catch (DateTimeException e) {
            return Optional.of("'" + text + "' is not a time zone: write a name such as Europe/Zurich, or UTC");
        }
    }

    private static Optional<String> cronProblem(String text) {
        try {
            CronExpression.validateExpression(text);
            return Optional.empty();
        } catch (ParseException e) {
            int fields = text.strip().split("\\s+").length;
            String hint = fields == 5 ? " It has 5 fields: put the seconds before them, such as '0 " + text + "'" : "";
            String reason = hint.isEmpty() ? ": " + e.getMessage() : "." + hint;
            return Optional.of("'" + text + "' is not a Quartz cron expression" + reason);
        }
    }

    private static Optional<String> unless(boolean fits, String message) {
        return fits ? Optional.empty() : Optional.of(message);
    }
}
