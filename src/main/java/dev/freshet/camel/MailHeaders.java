package dev.freshet.camel;

import org.apache.camel.Endpoint;
import org.apache.camel.component.mail.MailEndpoint;
import org.apache.camel.component.mail.MailHeaderFilterStrategy;

/**
 * Keeps headers of Camel's and of Freshet's own names out of mails that are read: whoever writes a mail would tell the
 * route with them where to send and what to call. Camel itself lets them in before 4.18.1 (CVE-2026-33454).
 */
final class MailHeaders {

    private MailHeaders() {}

    /** What Camel calls for each new endpoint, before it starts. */
    static Endpoint close(String uri, Endpoint endpoint) {
        if (endpoint instanceof MailEndpoint mail) {
            MailHeaderFilterStrategy strategy = new MailHeaderFilterStrategy();
            strategy.setLowerCase(true);
            strategy.setInFilterStartsWith("camel", "org.apache.camel.", "freshet");
            mail.setHeaderFilterStrategy(strategy);
        }
        return endpoint;
    }
}
