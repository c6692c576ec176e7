package dev.freshet.camel;

import dev.freshet.config.AlertSettings;
import jakarta.mail.PasswordAuthentication;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.apache.camel.component.mail.MailAuthenticator;

/** Bean {@code alertMail}: signs in at the mail server. So the password is in no endpoint, and in no message about one. */
public final class AlertMail extends MailAuthenticator {

    /** Milliseconds without an answer after which a mail server counts as down. */
    private static final int PATIENCE = 20_000;

    private final AlertSettings settings;

    public AlertMail(AlertSettings settings) {
        this.settings = settings;
    }

    @Override
    public PasswordAuthentication getPasswordAuthentication() {
        return new PasswordAuthentication(
                settings.mailUser(), settings.mailPassword().text());
    }

    /** Camel's address of the mail server; of none, one that nothing is sent to. */
    public static String endpoint(AlertSettings settings) {
        if (settings.mailServer().isEmpty()) {
            return "smtp:localhost";
        }
        URI server = URI.create(settings.mailServer());
        String protocol = "mail." + server.getScheme();
        String uri = server.getScheme() + ":" + server.getHost() + (server.getPort() < 0 ? "" : ":" + server.getPort())
                + "?from=" + encoded(settings.mailFrom())
                + "&to=" + encoded(settings.mailTo())
                + "&connectionTimeout=" + PATIENCE
                + property(protocol + ".timeout", String.valueOf(PATIENCE))
                + property(protocol + ".writetimeout", String.valueOf(PATIENCE))
                + property("mail.smtp.starttls.enable", "true");
        return settings.mailUser().isEmpty()
                ? uri
                : uri + "&authenticator=#alertMail" + property(protocol + ".auth", "true");
    }

    private static String property(String name, String value) {
        return "&additionalJavaMailProperties." + name + "=" + value;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
