package dev.freshet.config;

import java.net.URI;
import java.util.List;
import java.util.Set;

/**
 * Where incidents are told besides the log.
 *
 * @param webhook takes Slack's JSON; not set = none
 * @param mailServer {@code smtp://} or {@code smtps://} with host and port; empty = none
 * @param mailTo addresses, separated by commas
 * @param failures so many failed documents of a source are an incident
 */
public record AlertSettings(
        Secret webhook,
        String mailServer,
        String mailUser,
        Secret mailPassword,
        String mailFrom,
        String mailTo,
        int failures) {

    static final Option<String> WEBHOOK = Option.secret(
            "freshet.alert.webhook",
            "Address that alerts are posted to as JSON in the form of Slack: {\"text\": …}.",
            "file:/run/secrets/slack-webhook");
    static final Option<String> MAIL_SERVER = Option.text(
            "freshet.alert.mail.server",
            "",
            "Mail server for alerts; smtp:// uses STARTTLS where it is offered.",
            "smtps://mail.example.org:465");
    static final Option<String> MAIL_USER =
            Option.text("freshet.alert.mail.user", "", "User name at the mail server.", "freshet");
    static final Option<String> MAIL_PASSWORD = Option.secret(
            "freshet.alert.mail.password", "Password at the mail server.", "{{env:FRESHET_MAIL_PASSWORD}}");
    static final Option<String> MAIL_FROM =
            Option.text("freshet.alert.mail.from", "", "Sender of alerts.", "freshet@example.org");
    static final Option<String> MAIL_TO =
            Option.text("freshet.alert.mail.to", "", "Who gets alerts, separated by commas.", "oncall@example.org");
    static final Option<Integer> FAILURES = new Option<>(
            "freshet.alert.failures",
            OptionType.NUMBER,
            "documents",
            10,
            1,
            1_000_000_000,
            "An alert is raised when so many documents of a source fail.",
            "1");
    static final List<Option<?>> OPTIONS =
            List.of(WEBHOOK, MAIL_SERVER, MAIL_USER, MAIL_PASSWORD, MAIL_FROM, MAIL_TO, FAILURES);

    static AlertSettings of(OptionValues values) {
        AlertSettings settings = new AlertSettings(
                values.secret(WEBHOOK),
                values.get(MAIL_SERVER),
                values.get(MAIL_USER),
                values.secret(MAIL_PASSWORD),
                values.get(MAIL_FROM),
                values.get(MAIL_TO),
                values.get(FAILURES));
        settings.check(values);
        return settings;
    }

    private void check(OptionValues values) {
        if (webhook.isSet() && !isAddress(webhook.text(), Set.of("http", "https"))) {
            values.refuse(WEBHOOK, "the value is not an address that begins with https:// or http://");
        }
        if (!mailServer.isEmpty()) {
            if (!isAddress(mailServer, Set.of("smtp", "smtps"))) {
                values.refuse(
                        MAIL_SERVER, "'" + mailServer + "' is not an address such as smtps://mail.example.org:465");
            }
            if (mailFrom.isEmpty() || mailTo.isEmpty()) {
                values.refuse(
                        MAIL_SERVER,
                        "mail needs a sender and a receiver: set " + MAIL_FROM.name() + " and " + MAIL_TO.name());
            }
        }
    }

    private static boolean isAddress(String text, Set<String> schemes) {
        try {
            URI uri = URI.create(text);
            return uri.getScheme() != null && schemes.contains(uri.getScheme()) && uri.getHost() != null;
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }
}
