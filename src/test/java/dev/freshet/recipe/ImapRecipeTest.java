package dev.freshet.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.store.StoredMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.freshet.testing.Synced;
import dev.freshet.testing.TestHome;
import jakarta.mail.Flags;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Example mailbox-imap, over a server with one mailbox. */
class ImapRecipeTest {

    private static final String TEAM = "- setHeader: { name: team, constant: support }\n        - to: direct:ingest";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final GreenMail server = new GreenMail(new ServerSetup(0, "localhost", ServerSetup.PROTOCOL_IMAP));

    @SuppressWarnings("NullAway.Init")
    private TestHome home;

    @SuppressWarnings("NullAway.Init")
    private GreenMailUser user;

    @BeforeEach
    void startServer() throws Exception {
        server.start();
        user = server.setUser("support@example.org", "support", "secret");
        home = TestHome.withoutSource(folder);
        writeSource("secret");
    }

    private void writeSource(String password) throws Exception {
        Example.named("mailbox-imap")
                .with(
                        "imaps:mail.example.org:993",
                        "imap:localhost:" + server.getImap().getPort())
                .environment("IMAP_PASSWORD", password)
                .with("- to: direct:ingest", TEAM)
                .write(home);
    }

    @AfterEach
    void stopServer() {
        server.stop();
    }

    private MailFolder inbox() throws Exception {
        return server.getManagers().getImapHostManager().getInbox(user);
    }

    private void deliver(String id, String subject, String rest) throws Exception {
        String head = id.isEmpty() ? "" : "Message-ID: <" + id + "@example.org>\r\n";
        String mail = "From: anna@example.org\r\nTo: support@example.org\r\nX-Mailer: Test\r\n" + head + "Subject: "
                + subject + "\r\nDate: Sat, 31 Jan 2026 12:00:00 +0000\r\n" + rest.replace("\n", "\r\n");
        user.deliver(new MimeMessage(
                Session.getInstance(new Properties()),
                new ByteArrayInputStream(mail.getBytes(StandardCharsets.UTF_8))));
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

    private void delete(String subject) throws Exception {
        for (StoredMessage message : inbox().getMessages()) {
            if (message.getMimeMessage().getSubject().equals(subject)) {
                inbox().setFlags(new Flags(Flags.Flag.DELETED), true, message.getUid(), null, true);
            }
        }
        inbox().expunge();
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
        delete("River");
        deliver("4", "Lake", "\nThe lake is frozen.\n");

        assertThat(home.sync().counts()).isEqualTo("completed +1 ~0 -1 =2 !0");

        assertThat(home.store().chunksOf("<1@example.org>")).isEmpty();
        assertThat(home.store().indexed()).contains("<4@example.org>");
        home.assertEqualToFreshIngest();
    }

    @Test
    void mails_stay_read_or_unread_as_they_were() throws Exception {
        deliverThree();
        inbox().setFlags(
                        new Flags(Flags.Flag.SEEN),
                        true,
                        inbox().getMessages().get(0).getUid(),
                        null,
                        true);

        home.sync();
        home.sync(TestHome.FULL);

        assertThat(inbox().getMessages())
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
        writeSource("wrong");
        assertThat(home.sync().run().status().text()).isEqualTo("failed");

        writeSource("secret");
        Path file = home.path().resolve("routes/sources/docs.camel.yaml");
        Files.writeString(file, Files.readString(file).replace("INBOX", "Archive"));
        assertThat(home.sync().run().status().text()).isEqualTo("failed");

        writeSource("secret");
        inbox().deleteAllMessages();
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
