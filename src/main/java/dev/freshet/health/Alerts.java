package dev.freshet.health;

import dev.freshet.config.AlertSettings;
import dev.freshet.config.Secret;
import dev.freshet.health.Finding.Kind;
import dev.freshet.state.Incidents;
import dev.freshet.state.Incidents.Incident;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Bean {@code alerts}: turns findings into incidents, and says once that one has begun and once that it is over. */
public final class Alerts {

    private static final Logger LOG = LoggerFactory.getLogger(Alerts.class);

    private final Findings findings;
    private final Incidents incidents;
    private final AlertSettings settings;
    private final Clock clock;

    public Alerts(Findings findings, Incidents incidents, AlertSettings settings, Clock clock) {
        this.findings = findings;
        this.incidents = incidents;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * What is told to people.
     *
     * @param recovered whether it is over
     */
    public record Alert(String source, String kind, boolean recovered, String message) {

        /** One line for a subject. */
        public String subject() {
            String what = source.isEmpty() ? kind : source + ": " + kind;
            return recovered ? "Freshet: recovered, " + what : "Freshet: " + what;
        }

        /** All of it, for people. */
        public String text() {
            return recovered ? subject() + "\nIt was: " + message : subject() + "\n" + message;
        }
    }

    /** Compares what is wrong now with what people know, and gives what they must be told. */
    public List<Alert> due() {
        Instant now = clock.instant();
        List<Finding> found = findings.now(now);
        List<Alert> due = new ArrayList<>();
        for (Incident incident : incidents.open()) {
            if (found.stream().noneMatch(finding -> isSame(incident, finding))) {
                incidents.close(incident.source(), incident.kind(), now);
                if (incident.announcedAt() != null) {
                    due.add(new Alert(incident.source(), incident.kind(), true, incident.message()));
                }
            }
        }
        found.forEach(finding -> incidents.open(finding.source(), finding.kind().text(), finding.message(), now));
        for (Incident incident : incidents.open()) {
            if (incident.announcedAt() == null) {
                incidents.announced(incident.id(), now);
                due.add(new Alert(incident.source(), incident.kind(), false, incident.message()));
            }
        }
        return due;
    }

    private static boolean isSame(Incident incident, Finding finding) {
        return incident.source().equals(finding.source())
                && incident.kind().equals(finding.kind().text());
    }

    /**
     * The channel that always works. A failed or held run, a store that differs and an outage were logged as they were
     * found.
     */
    public void log(Alert alert) {
        boolean known = Set.of(Kind.FAILED_RUN.text(), Kind.HELD.text(), Kind.STORE.text(), Kind.OUTAGE.text())
                .contains(alert.kind());
        if (alert.recovered()) {
            LOG.info("{}", alert.subject());
        } else if (known) {
            LOG.info("Alert raised: {}", alert.subject());
        } else {
            LOG.warn("{}", alert.text());
        }
    }

    public boolean hasWebhook() {
        return settings.webhook().isSet();
    }

    /** Where the webhook is. The address is a secret. */
    public String webhook() {
        return settings.webhook().text();
    }

    /** The form that Slack, Mattermost and others take. */
    public Map<String, String> slack(Alert alert) {
        return Map.of("text", alert.text());
    }

    public boolean hasMail() {
        return !settings.mailServer().isEmpty();
    }

    /** Says that a channel gave up. The alert itself is in the log, and in the state. */
    public void lost(String channel, String option) {
        LOG.warn("An alert could not be told by {} after several attempts. Look at {}.", channel, option);
    }

    /** The secret of the mail server. */
    Secret password() {
        return settings.mailPassword();
    }
}
