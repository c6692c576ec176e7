package dev.freshet.camel;

import jakarta.mail.Flags;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import org.apache.camel.Exchange;
import org.apache.camel.Ordered;
import org.apache.camel.component.mail.MailMessage;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps mails unread that nobody has read: Camel marks whatever it has sent down a route, and has no option for it. */
final class UnreadMails {

    private static final Logger LOG = LoggerFactory.getLogger(UnreadMails.class);

    private UnreadMails() {}

    /** Undoes, after Camel's own mark, what wasn't so before. */
    static void keep(Exchange exchange) {
        if (exchange.getIn() instanceof MailMessage mail && mail.getOriginalMessage() != null) {
            Message message = mail.getOriginalMessage();
            try {
                if (!message.isSet(Flags.Flag.SEEN)) {
                    exchange.getExchangeExtension().addOnCompletion(new MarkUnread(message));
                }
            } catch (MessagingException e) {
                LOG.warn("It can't be seen whether a mail is read; it may be marked as read: {}", e.getMessage());
            }
        }
    }

    private static final class MarkUnread extends SynchronizationAdapter {

        private final Message message;

        MarkUnread(Message message) {
            this.message = message;
        }

        @Override
        public void onDone(Exchange exchange) {
            try {
                message.setFlag(Flags.Flag.SEEN, false);
            } catch (MessagingException e) {
                LOG.warn("A mail stays marked as read: {}", e.getMessage());
            }
        }

        @Override
        public boolean allowHandover() {
            return false;
        }

        @Override
        public int getOrder() {
            return Ordered.LOWEST;
        }
    }
}
