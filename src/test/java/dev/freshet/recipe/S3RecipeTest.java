package dev.freshet.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.contract.SourceContract;
import dev.freshet.testing.Synced;
import dev.freshet.testing.TestHome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Example bucket-s3 keeps what every source does, over pages of two objects where the test doesn't say otherwise. */
class S3RecipeTest extends SourceContract {

    @SuppressWarnings("NullAway.Init")
    private Bucket bucket;

    @Override
    protected World world(Path folder) throws Exception {
        bucket = new Bucket(new S3Server());
        return bucket;
    }

    private record Bucket(S3Server server) implements World {

        private static final String PAGE = "maxMessagesPerPoll: 50";

        @Override
        public void writeSource(TestHome home) throws IOException {
            writeSource(home, "maxMessagesPerPoll: 2");
        }

        void writeSource(TestHome home, String page) throws IOException {
            home.option("camel.component.aws2-s3.region", "eu-central-1")
                    .option("camel.component.aws2-s3.access-key", S3Server.KEY)
                    .option("camel.component.aws2-s3.secret-key", S3Server.SECRET)
                    .option("camel.component.aws2-s3.override-endpoint", "true")
                    .option("camel.component.aws2-s3.uri-endpoint-override", server.address())
                    .option("camel.component.aws2-s3.force-path-style", "true");
            Example.named("bucket-s3").with(PAGE, page).write(home);
        }

        @Override
        public String add(String name, String text) {
            server.put(name, text);
            return name;
        }

        @Override
        public void edit(String id, String text) {
            server.put(id, text);
        }

        @Override
        public String rename(String id, String name) {
            server.copy(id, name);
            server.delete(id);
            return name;
        }

        @Override
        public String move(String id) {
            return rename(id, "older/" + id);
        }

        @Override
        public void delete(String id) {
            server.delete(id);
        }

        @Override
        public String restore(String id) {
            server.put(id, "Gamma keeps the keys of the boat house.");
            return id;
        }

        @Override
        public void breakListing() {
            server.breakListing(true);
        }

        @Override
        public void mendListing() {
            server.breakListing(false);
        }

        @Override
        public void close() {
            server.close();
        }
    }

    @Test
    void more_objects_than_s3_lists_at_once_are_all_listed() throws Exception {
        bucket.writeSource(home, Bucket.PAGE);
        for (int i = 0; i < 1_100; i++) {
            bucket.add("notes/%04d.md".formatted(i), "The same few words.");
        }

        assertThat(home.sync().counts()).isEqualTo("completed +1100 ~0 -0 =0 !0");
        bucket.delete("notes/0001.md");
        bucket.delete("notes/1099.md");

        assertThat(home.sync().counts()).isEqualTo("completed +0 ~0 -2 =1098 !0");
    }

    @Test
    void a_page_without_documents_ends_the_listing_and_deletes_nothing() throws Exception {
        bucket.add("a.md", "About a");
        bucket.add("b.md", "About b");
        bucket.add("z.md", "About z");
        home.sync();
        bucket.server.putFolder("c/");
        bucket.server.putFolder("d/");

        Synced cut = home.sync();

        assertThat(cut.run().status().text()).isEqualTo("failed");
        assertThat(cut.run().message()).contains("set a larger 'maxMessagesPerPoll'");
        assertThat(home.store().indexed()).hasSize(3);
        bucket.writeSource(home, Bucket.PAGE);
        assertThat(home.sync().counts()).isEqualTo("completed +0 ~0 -0 =3 !0");
    }

    @Test
    void a_listing_that_broke_off_begins_at_its_first_page_again() throws Exception {
        for (String name : new String[] {"a.md", "b.md", "c.md", "d.md", "e.md"}) {
            bucket.add(name, "About " + name);
        }
        try (Running service = Running.of(home)) {
            assertThat(service.sync(TestHome.SYNC).counts().added()).isEqualTo(5);
            bucket.breakListing();
            assertThat(service.sync(TestHome.SYNC).status().text()).isEqualTo("failed");
            bucket.mendListing();

            assertThat(service.sync(TestHome.SYNC).counts().unchanged()).isEqualTo(5);
        }
        assertThat(home.store().indexed()).hasSize(5);
    }

    @Test
    void a_server_that_is_down_fails_the_pass_and_not_the_start() throws Exception {
        bucket.add("a.md", "About a");
        home.sync();
        home.option("camel.component.aws2-s3.uri-endpoint-override", "http://127.0.0.1:1");

        assertThat(home.sync().run().status().text()).isEqualTo("failed");
        home.option("camel.component.aws2-s3.uri-endpoint-override", bucket.server.address());
        Example.named("bucket-s3").with("aws2-s3:handbook", "aws2-s3:nobody").write(home);

        assertThat(home.sync().run().message()).contains("bucket does not exist");
        assertThat(home.store().indexed()).containsExactly("a.md");
    }

    @Test
    void an_empty_folder_is_no_document() throws Exception {
        bucket.add("a.md", "About a");
        bucket.server.putFolder("drafts/");
        bucket.add("z.md", "About z");

        assertThat(home.sync().counts()).isEqualTo("completed +2 ~0 -0 =0 !0");
    }

    @Test
    void what_the_route_adds_can_be_searched_by() throws Exception {
        bucket.add("a.md", "What the river does in spring.");
        home.sync();

        assertThat(home.search("river", Map.of("team", "support"))).hasSize(1);
        assertThat(home.search("river", Map.of("team", "finance"))).isEmpty();
    }
}
