package dev.freshet.check;

import dev.freshet.config.Placeholders;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Checks the options of well-known components by which a listing would leave documents out, which would then be deleted,
 * or by which reading a document would take it away from where it lies.
 */
final class ListingCheck {

    private static final Set<String> FILES = Set.of("file", "ftp", "ftps", "sftp");
    private static final Set<String> IMAP = Set.of("imap", "imaps");
    private static final Set<String> POP3 = Set.of("pop3", "pop3s");
    private static final Set<String> REMOTE = Set.of("ftp", "ftps", "sftp");
    private static final Set<String> S3 = Set.of("aws2-s3");

    /**
     * An option that must have a value.
     *
     * @param otherwise Camel's default
     * @param consequence of another value
     */
    private record Rule(Set<String> schemes, String option, String value, String otherwise, String consequence) {

        String remedy() {
            return value.isEmpty() ? "no " + option : option + ": " + value;
        }
    }

    private static final List<Rule> RULES = List.of(
            new Rule(FILES, "delete", "false", "false", "would delete each file after reading it"),
            new Rule(FILES, "idempotent", "false", "true", "would list each file only once"),
            new Rule(IMAP, "delete", "false", "false", "would delete each mail after reading it"),
            new Rule(IMAP, "unseen", "false", "true", "would list unread mails only"),
            new Rule(IMAP, "moveTo", "", "", "would move each mail away after reading it"),
            new Rule(
                    IMAP,
                    "skipFailedMessage",
                    "false",
                    "false",
                    "would take a mail that can't be read for one that is gone"),
            new Rule(POP3, "delete", "false", "false", "would delete each mail after reading it"),
            new Rule(
                    REMOTE,
                    "ignoreFileNotFoundOrPermissionError",
                    "false",
                    "false",
                    "would take a folder that can't be read for an empty one"),
            new Rule(S3, "deleteAfterRead", "false", "true", "would delete each object after reading it"),
            new Rule(S3, "greedy", "true", "false", "would list one page only"));

    private final Placeholders placeholders;

    ListingCheck(Placeholders placeholders) {
        this.placeholders = placeholders;
    }

    void check(Endpoint endpoint, Report report) {
        if (FILES.contains(endpoint.scheme()) && movesAway(endpoint)) {
            refuse(endpoint, "would move each file away after reading it", "noop: true", report);
        }
        RULES.stream()
                .filter(rule -> rule.schemes().contains(endpoint.scheme()))
                .filter(rule ->
                        !value(endpoint, rule.option()).orElse(rule.otherwise()).equals(rule.value()))
                .forEach(rule -> refuse(endpoint, rule.consequence(), rule.remedy(), report));
    }

    private boolean movesAway(Endpoint endpoint) {
        return !value(endpoint, "noop").equals(Optional.of("true"))
                && value(endpoint, "processStrategy").isEmpty();
    }

    private Optional<String> value(Endpoint endpoint, String option) {
        return endpoint.text(option).map(text -> placeholders.resolve(text).text());
    }

    private static void refuse(Endpoint endpoint, String consequence, String remedy, Report report) {
        report.error(endpoint.uri(), "'%s' %s: set '%s'".formatted(endpoint.scheme(), consequence, remedy));
    }
}
