package dev.freshet.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.contract.SourceContract;
import dev.freshet.pass.PassRequest;
import dev.freshet.testing.Synced;
import dev.freshet.testing.TestHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Example share-sftp keeps what every source does. */
class SftpRecipeTest extends SourceContract {

    @SuppressWarnings("NullAway.Init")
    private Share share;

    @Override
    protected World world(Path folder) throws Exception {
        share = new Share(folder.resolve("server"));
        return share;
    }

    private static final class Share implements World {

        private final Path outgoing;
        private final SftpServer server;
        private Instant time = Instant.parse("2026-01-31T12:00:00Z");

        Share(Path root) throws IOException {
            server = new SftpServer(root);
            outgoing = Files.createDirectories(root.resolve("outgoing"));
            Files.createDirectories(outgoing.resolve("older"));
        }

        @Override
        public void writeSource(TestHome home) throws IOException {
            Example.named("share-sftp")
                    .with("files.example.org:22", "localhost:" + server.port())
                    .environment("SFTP_PASSWORD", SftpServer.PASSWORD)
                    .write(home);
        }

        @Override
        public String add(String name, String text) throws IOException {
            edit(name, text);
            return name;
        }

        @Override
        public void edit(String id, String text) throws IOException {
            Path file = outgoing.resolve(id);
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.writeString(file, text);
            time = time.plusSeconds(1);
            Files.setLastModifiedTime(file, FileTime.from(time));
        }

        @Override
        public String rename(String id, String name) throws IOException {
            Files.move(outgoing.resolve(id), outgoing.resolve(name));
            return name;
        }

        @Override
        public String move(String id) throws IOException {
            return rename(id, "older/" + id);
        }

        @Override
        public void delete(String id) throws IOException {
            Files.move(outgoing.resolve(id), outgoing.resolveSibling("bin"));
        }

        @Override
        public String restore(String id) throws IOException {
            Files.move(outgoing.resolveSibling("bin"), outgoing.resolve(id));
            return id;
        }

        @Override
        public void breakListing() {
            server.refuse("older");
        }

        @Override
        public void mendListing() {
            server.refuse("");
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }

    private void addTwo() throws IOException {
        share.add("alpha.md", "Alpha says what the river does in spring.");
        share.add("older/beta.md", "Beta counts the boats on the lake.");
    }

    @Test
    void unchanged_files_are_not_fetched_again_but_by_a_full_pass() throws Exception {
        addTwo();
        home.sync();
        int before = share.server.fetched();
        share.edit("alpha.md", "Alpha says another thing.");

        home.sync();

        assertThat(share.server.fetched() - before).isEqualTo(1);
        home.sync(TestHome.FULL);
        assertThat(share.server.fetched() - before).isEqualTo(3);
    }

    @Test
    void a_young_file_is_fetched_again_because_it_may_have_changed_within_the_second() throws Exception {
        addTwo();
        Path alpha = share.outgoing.resolve("alpha.md");
        FileTime now = FileTime.from(Instant.now().plusSeconds(60));
        Files.setLastModifiedTime(alpha, now);
        home.sync();
        Files.writeString(alpha, "Alpha says what the river does in winter");
        Files.setLastModifiedTime(alpha, now);

        home.sync();

        assertThat(home.store().chunksOf("alpha.md")).singleElement().asString().contains("winter");
    }

    @Test
    void a_file_that_may_not_be_read_is_kept_and_the_pass_failed() throws Exception {
        addTwo();
        home.sync();
        share.edit("alpha.md", "Alpha is closed.");
        share.server.refuse("alpha.md");

        Synced refused = home.sync();

        assertThat(refused.run().status().text()).isEqualTo("failed");
        assertThat(refused.run().message()).contains("alpha.md", "Nothing was deleted.");
        assertThat(home.store().indexed()).containsExactly("alpha.md", "older/beta.md");
    }

    @Test
    void a_server_that_is_down_or_refuses_the_password_deletes_nothing() throws Exception {
        addTwo();
        home.sync();
        share.server.close();

        assertThat(home.sync().run().status().text()).isEqualTo("failed");
        share.server.restart();
        Path file = home.path().resolve("routes/sources/docs.camel.yaml");
        Files.writeString(
                file, Files.readString(file).replace("password: \"" + SftpServer.PASSWORD, "password: \"wrong"));
        assertThat(home.sync().run().status().text()).isEqualTo("failed");
        assertThat(home.store().indexed()).hasSize(2);
    }

    @Test
    void a_service_goes_on_after_the_server_was_restarted_and_after_a_folder_was_closed() throws Exception {
        addTwo();
        try (Running service = Running.of(home)) {
            assertThat(service.sync(TestHome.SYNC).status().text()).isEqualTo("completed");
            share.server.restart();
            assertThat(service.sync(TestHome.SYNC).counts().unchanged()).isEqualTo(2);
            share.breakListing();
            assertThat(service.sync(TestHome.SYNC).status().text()).isEqualTo("failed");
            share.mendListing();

            assertThat(service.sync(new PassRequest(PassRequest.Kind.FULL, "test", 0))
                            .counts()
                            .unchanged())
                    .isEqualTo(2);
        }
    }

    @Test
    void a_missing_folder_deletes_nothing() throws Exception {
        addTwo();
        home.sync();
        Files.move(share.outgoing, share.outgoing.resolveSibling("elsewhere"));

        assertThat(home.sync().run().status().text()).isEqualTo("failed");
        assertThat(home.store().indexed()).hasSize(2);
    }

    @Test
    void what_the_route_adds_can_be_searched_by() throws Exception {
        addTwo();
        home.sync();

        assertThat(home.search("river", Map.of("team", "finance"))).hasSize(2);
        assertThat(home.search("river", Map.of("team", "support"))).isEmpty();
    }
}
