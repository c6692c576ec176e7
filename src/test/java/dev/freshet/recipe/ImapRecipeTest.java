package dev.freshet.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.store.StoredMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.freshet.contract.SourceContract;
import dev.freshet.testing.FaultProxy;
import dev.freshet.testing.Synced;
import dev.freshet.testing.TestHome;
import jakarta.mail.Flags;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** Example mailbox-imap keeps what every source does, over a server with one mailbox, whose mails never change. */
class ImapRecipeTest extends SourceContract {

    private static final String TEAM = "- setHeader: { name: team, constant: support }\n        - to: direct:ingest";

    /** Of a session, which says who it is and selects its folder, and has no mail yet. */
    private static final int BYTES_BEFORE_MAILS = 700;

    @SuppressWarnings("NullAway.Init")
    private Mailbox mailbox;

    @Override
    protected World world(Path folder) {
        mailbox = new Mailbox();
        return mailbox;
    }

    /** Documents are named by their Message-ID. What is edited or renamed is another mail. */
    private static final class Mailbox implements World {

        private final GreenMail server = new GreenMail(new ServerSetup(0, "localhost", ServerSetup.PROTOCOL_IMAP));
        private final GreenMailUser user;
        private final FaultProxy line;
        private final Map<String, String> mails = new HashMap<>();
        private final Map<String, String> followers = new HashMap<>();

        Mailbox() {
            server.start();
            user = server.setUser("support@example.org", "support", "secret");
            line = FaultProxy.to(
                    URI.create("imap://127.0.0.1:" + server.getImap().getPort()));
        }

        @Override
        public void writeSource(TestHome home) throws IOException {
            writeSource(home, "secret");
        }

        void writeSource(TestHome home, String password) throws IOException {
            Example.named("mailbox-imap")
                    .with(
                            "imaps:mail.example.org:993",
                            "imap:127.0.0.1:" + line.uri().getPort())
                    .environment("IMAP_PASSWORD", password)
                    .with("- to: direct:ingest", TEAM)
                    .write(home);
        }

        MailFolder inbox() throws FolderException {
            return server.getManagers().getImapHostManager().getInbox(user);
        }

        /** Blank id = none. */
        void deliver(String id, String subject, String rest) throws Exception {
            String head = id.isEmpty() ? "" : "Message-ID: <" + id + "@example.org>\r\n";
            String mail = "From: anna@example.org\r\nTo: support@example.org\r\nX-Mailer: Test\r\n" + head + "Subject: "
                    + subject + "\r\nDate: Sat, 31 Jan 2026 12:00:00 +0000\r\n" + rest.replace("\n", "\r\n");
            deliver(mail);
            mails.put("<" + id + "@example.org>", mail);
        }

        private void deliver(String mail) throws Exception {
            user.deliver(new MimeMessage(
                    Session.getInstance(new Properties()),
                    new ByteArrayInputStream(mail.getBytes(StandardCharsets.UTF_8))));
        }

        private String mail(String id) {
            return Objects.requireNonNull(mails.get(id), id);
        }

        private void expunge(MailCondition condition) throws Exception {
            for (StoredMessage message : inbox().getMessages()) {
                if (condition.fits(message.getMimeMessage())) {
                    inbox().setFlags(new Flags(Flags.Flag.DELETED), true, message.getUid(), null, true);
                }
            }
            inbox().expunge();
        }

        private interface MailCondition {
            boolean fits(MimeMessage mail) throws MessagingException;
        }

        @Override
        public String add(String name, String text) throws Exception {
            deliver(name, name, "\n" + text + "\n");
            return "<" + name + "@example.org>";
        }

        @Override
        public void edit(String id, String text) throws Exception {
            delete(id);
            followers.put(id, add("edited-" + followers.size(), text));
        }

        @Override
        public String edited(String id) {
            return followers.getOrDefault(id, id);
        }

        @Override
        public String rename(String id, String name) throws Exception {
            String mail = mail(id);
            delete(id);
            return add(name, mail.substring(mail.lastIndexOf("\r\n\r\n") + 4).strip());
        }

        /** As a mail that is laid into another folder and back: it is the same, with another number. */
        @Override
        public String move(String id) throws Exception {
            delete(id);
            return restore(id);
        }

        @Override
        public void delete(String id) throws Exception {
            expunge(mail -> id.equals(mail.getMessageID()));
        }

        @Override
        public String restore(String id) throws Exception {
            deliver(mail(id));
            return id;
        }

        @Override
        public void breakListing() {
            line.cutAfter(BYTES_BEFORE_MAILS);
        }

        @Override
        public void mendListing() {
            line.does(FaultProxy.Fault.NONE);
        }

        @Override
        public void close() {
            line.close();
            server.stop();
        }
    }

    private void deliver(String id, String subject, String rest) throws Exception {
        mailbox.deliver(id, subject, rest);
    }

    private void deliverThree() throws Exception {
        deliver("1", "River", "\nThe river rises in spring.\n");
        deliver("2", "Boats", """
            MIME-Version: 1.0
            Content-Type: multipart/alternative; boundary="x"

            --x
            Content-Type: text/plain

            There are seven boats.
            --x
            Content-Type: text/html

            <p>There are <b>seven</b> boats.</p>
            --x--
            """);
        deliver("", "Keys", """
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary="y"

            --y
            Content-Type: text/plain

            The keys are in the appendix.
            --y
            Content-Type: text/plain; name="keys.txt"
            Content-Disposition: attachment; filename="keys.txt"

            The third key opens the boat house.
            --y--
            """);
    }

    @Test
    void all_mails_are_taken_once_with_their_attachments() throws Exception {
        deliverThree();

        assertThat(home.sync().counts()).isEqualTo("completed +3 ~0 -0 =0 !0");

        assertThat(home.store().chunksOf("<1@example.org>"))
                .singleElement()
                .asString()
                .contains("rises in spring");
        assertThat(home.store().chunksOf("<2@example.org>")).asString().containsOnlyOnce("boats.");
        assertThat(home.store().chunks()).asString().contains("The third key opens the boat house.");
        assertThat(home.store().chunks()).asString().contains("River").doesNotContain("X-Mailer");
        Synced idle = home.sync();
        assertThat(idle.counts()).isEqualTo("completed +0 ~0 -0 =3 !0");
        assertThat(idle.embedded()).isZero();
        assertThat(home.sync(TestHome.FULL).counts()).isEqualTo("completed +0 ~0 -0 =3 !0");
        home.assertEqualToFreshIngest();
    }

    @Test
    void a_deleted_mail_disappears_and_a_new_one_comes() throws Exception {
        deliverThree();
        home.sync();
        mailbox.delete("<1@example.org>");
        deliver("4", "Lake", "\nThe lake is frozen.\n");

        assertThat(home.sync().counts()).isEqualTo("completed +1 ~0 -1 =2 !0");

        assertThat(home.store().chunksOf("<1@example.org>")).isEmpty();
        assertThat(home.store().indexed()).contains("<4@example.org>");
        home.assertEqualToFreshIngest();
    }

    @Test
    void mails_stay_read_or_unread_as_they_were() throws Exception {
        deliverThree();
        mailbox.inbox()
                .setFlags(
                        new Flags(Flags.Flag.SEEN),
                        true,
                        mailbox.inbox().getMessages().get(0).getUid(),
                        null,
                        true);

        home.sync();
        home.sync(TestHome.FULL);

        assertThat(mailbox.inbox().getMessages())
                .extracting(message -> message.isSet(Flags.Flag.SEEN))
                .containsExactly(true, false, false);
    }

    @Test
    void a_mail_that_was_delivered_twice_is_one_document_and_does_not_flutter() throws Exception {
        deliver("1", "River", "\nThe river rises in spring.\n");
        deliver("1", "River", "\nThe river rises in spring, says the list.\n");
        home.sync();

        assertThat(home.sync().counts()).isEqualTo("completed +0 ~0 -0 =2 !0");
        assertThat(home.store().indexed()).containsExactly("<1@example.org>");
    }

    @Test
    void a_wrong_password_a_missing_folder_and_an_empty_one_delete_nothing() throws Exception {
        deliverThree();
        home.sync();
        mailbox.writeSource(home, "wrong");
        assertThat(home.sync().run().status().text()).isEqualTo("failed");

        mailbox.writeSource(home);
        Path file = home.path().resolve("routes/sources/docs.camel.yaml");
        Files.writeString(file, Files.readString(file).replace("INBOX", "Archive"));
        assertThat(home.sync().run().status().text()).isEqualTo("failed");

        mailbox.writeSource(home);
        mailbox.inbox().deleteAllMessages();
        assertThat(home.sync().run().status().text()).isEqualTo("held");
        assertThat(home.store().indexed()).hasSize(3);
    }

    @Test
    void a_sender_can_not_choose_what_the_store_is_told() throws Exception {
        deliver("1", "River", "FreshetDocument: other\nFreshetTitle: Forged\nteam: board\n\nThe river rises.\n");

        home.sync();

        assertThat(home.store().indexed()).containsExactly("<1@example.org>");
        assertThat(home.search("river", Map.of("team", "support"))).hasSize(1);
        assertThat(home.search("river", Map.of("team", "board"))).isEmpty();
    }
}
