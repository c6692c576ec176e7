package dev.freshet.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

    @TempDir
    Path home;

    private final Problems problems = new Problems();

    @Test
    void a_missing_file_means_all_defaults() {
        Settings settings = Settings.load(home, Map.of(), problems);

        assertThat(problems.isEmpty()).isTrue();
        assertThat(settings.chunk()).isEqualTo(new ChunkSettings(256, 32));
        assertThat(settings.guard()).isEqualTo(new GuardSettings(10, 10));
        assertThat(settings.retry()).isEqualTo(new RetrySettings(5, Duration.ofMinutes(1), Duration.ofHours(6)));
        assertThat(settings.cache().keep()).isEqualTo(Duration.ofDays(30));
        assertThat(settings.log()).isEqualTo(new LogSettings(Duration.ofDays(14), DataSize.parse("20MB"), "text"));
    }

    @Test
    void no_number_of_workers_means_eight_for_each_core() {
        Settings settings = Settings.load(home, Map.of(), problems);

        String workers = String.valueOf(8 * Runtime.getRuntime().availableProcessors());
        assertThat(settings.effective()).containsEntry("freshet.workers", workers);
    }

    @Test
    void every_option_is_published_with_the_value_in_force() throws IOException {
        write("freshet.retry.first-delay = 90s");

        Settings settings = Settings.load(home, Map.of(), problems);

        assertThat(settings.effective().keySet())
                .containsExactlyElementsOf(Settings.OPTIONS.stream()
                        .filter(option -> !option.type().isSecret())
                        .map(Option::name)
                        .toList());
        assertThat(settings.effective()).containsEntry("freshet.retry.first-delay", "90s");
    }

    @Test
    void the_environment_stands_above_the_file() throws IOException {
        write("freshet.queue = 5");

        Settings settings = Settings.load(home, Map.of("FRESHET_QUEUE", "7"), problems);

        assertThat(settings.work().queue()).isEqualTo(7);
    }

    @Test
    void a_secret_comes_from_the_environment_or_a_file_and_is_never_shown() throws IOException {
        String token = "0123456789abcdef0123";
        Files.writeString(home.resolve("token"), token + "\n");
        write("freshet.http.token = file:token\nfreshet.webhook.secret.wiki = {{env:WIKI}}");

        Settings settings = Settings.load(home, Map.of("WIKI", "hush hush"), problems);

        assertThat(problems.text()).isEmpty();
        assertThat(settings.http().token().text()).isEqualTo(token);
        assertThat(settings.webhookSecrets()).containsEntry("wiki", new Secret("hush hush"));
        assertThat(settings.secrets()).containsExactlyInAnyOrder(token, "hush hush");
        assertThat(settings.toString()).doesNotContain(token).doesNotContain("hush hush");
        assertThat(settings.effective().values()).noneMatch(value -> value.contains(token));
    }

    @Test
    void a_secret_in_a_file_that_is_not_there_is_refused() throws IOException {
        write("freshet.http.token = file:nowhere");

        Settings.load(home, Map.of(), problems);

        assertThat(problems.text()).contains("application.properties:1:1", "nowhere can't be read");
    }

    @Test
    void an_address_that_others_can_reach_needs_a_token() throws IOException {
        write("freshet.http.address = 0.0.0.0");

        Settings.load(home, Map.of(), problems);

        assertThat(problems.text()).contains("application.properties:1:1", "there is no token");
        Problems none = new Problems();
        Settings.load(home, Map.of("FRESHET_HTTP_TOKEN", "0123456789abcdef"), none);
        assertThat(none.isEmpty()).isTrue();
    }

    @Test
    void a_short_token_and_mail_without_receiver_are_refused() throws IOException {
        write("freshet.http.token = short\nfreshet.alert.mail.server = smtp://localhost:25");

        Settings.load(home, Map.of(), problems);

        assertThat(problems.text()).contains("fewer than 16 characters", "a sender and a receiver");
        assertThat(problems.text()).doesNotContain("short ");
    }

    @Test
    void a_store_elsewhere_needs_an_address_without_a_password() throws IOException {
        write("freshet.store = pgvector\n");
        Settings.load(home, Map.of(), problems);
        assertThat(problems.text()).contains("application.properties:1:1", "needs an address such as postgresql://");

        write("freshet.store.pgvector.url = postgresql://me:hush-hush@localhost/db\n");
        Settings.load(home, Map.of(), problems);
        assertThat(problems.text())
                .contains("a user or a password is in the address")
                .doesNotContain("hush-hush");

        write("freshet.store.pgvector.url = localhost\nfreshet.store.pgvector.table = a b");
        Settings.load(home, Map.of(), problems);
        assertThat(problems.text()).contains("'localhost' is no address", "'a b' is no name");
    }

    @Test
    void a_store_over_http_needs_an_address_without_a_user_and_a_name_without_slashes() throws IOException {
        write("freshet.store = qdrant\n");
        Settings.load(home, Map.of(), problems);
        assertThat(problems.text()).contains("application.properties:1:1", "qdrant needs an address such as http://");

        write("freshet.store.qdrant.url = https://me:hush-hush@localhost\nfreshet.store.qdrant.collection = a/b\n");
        Settings.load(home, Map.of(), problems);
        assertThat(problems.text())
                .contains("no address such as http://localhost:6333", "'a/b' has other characters")
                .doesNotContain("hush-hush");

        write("freshet.store = chroma\nfreshet.store.chroma.collection = ab\n");
        Settings.load(home, Map.of(), problems);
        assertThat(problems.text()).contains("chroma needs an address such as http://", "'ab' is no name of Chroma's");

        write("freshet.store = opensearch\nfreshet.store.opensearch.index = Docs\n");
        Settings.load(home, Map.of(), problems);
        assertThat(problems.text()).contains("opensearch needs an address such as http://", "'Docs' is no name");

        write("freshet.store = elasticsearch\nfreshet.store.elasticsearch.index = _all\n");
        Settings.load(home, Map.of(), problems);
        assertThat(problems.text()).contains("elasticsearch needs an address such as http://", "'_all' is no name");

        write("freshet.store = milvus\nfreshet.store.milvus.collection = a-b\n");
        Settings.load(home, Map.of(), problems);
        assertThat(problems.text()).contains("milvus needs an address such as http://", "'a-b' is no name of Milvus's");

        write("freshet.store = weaviate\nfreshet.store.weaviate.collection = docs\n");
        Settings.load(home, Map.of(), problems);
        assertThat(problems.text()).contains("weaviate needs an address such as http://", "'docs' is no name of Weav");

        write("freshet.store = redis\nfreshet.store.redis.url = redis://me:hush-hush@localhost:6379\n");
        Settings.load(home, Map.of(), problems);
        assertThat(problems.text())
                .contains("no address such as redis://localhost:6379")
                .doesNotContain("hush-hush");
    }

    @Test
    void an_unknown_store_is_refused_and_known_as_a_problem_of_the_store() throws IOException {
        write("freshet.store = pgvectr");

        Settings.load(home, Map.of(), problems);

        assertThat(problems.text()).contains("'pgvectr' is none of embedded, pgvector");
        assertThat(problems.sorted()).allMatch(StoreSettings::isOfStore);
    }

    @Test
    void a_store_elsewhere_takes_its_password_from_the_environment() throws IOException {
        write(
                "freshet.store = pgvector\nfreshet.store.pgvector.url = jdbc:postgresql://localhost:5433/db?sslmode=require");

        Settings settings = Settings.load(home, Map.of("FRESHET_STORE_PGVECTOR_PASSWORD", "hush hush"), problems);

        assertThat(problems.text()).isEmpty();
        assertThat(settings.store().kind()).isEqualTo(StoreKind.PGVECTOR);
        assertThat(settings.store().pgvector().url()).isEqualTo("postgresql://localhost:5433/db?sslmode=require");
        assertThat(settings.secrets()).containsExactly("hush hush");
        assertThat(settings.toString()).doesNotContain("hush hush");
    }

    @Test
    void a_value_may_come_from_the_environment() throws IOException {
        write("freshet.queue = {{env:QUEUE}}");

        Settings settings = Settings.load(home, Map.of("QUEUE", "7"), problems);

        assertThat(settings.work().queue()).isEqualTo(7);
        assertThat(problems.isEmpty()).isTrue();
    }

    @Test
    void entries_of_camel_pass_untouched() throws IOException {
        write("camel.main.name = {{no.such.thing}}");

        Settings settings = Settings.load(home, Map.of(), problems);

        assertThat(settings.camel()).containsExactly(Map.entry("camel.main.name", "{{no.such.thing}}"));
        assertThat(problems.isEmpty()).isTrue();
    }

    @Test
    void an_option_with_a_problem_stands_at_its_default() throws IOException {
        write("freshet.queue = lots");

        Settings settings = Settings.load(home, Map.of(), problems);

        assertThat(settings.work().queue()).isEqualTo(64);
        assertThat(problems.text())
                .startsWith("application.properties:1:1  freshet.queue: 'lots' is not a whole number");
    }

    @Test
    void a_line_number_counts_comments_and_continued_lines() throws IOException {
        write("# a comment that ends in \\\nfreshet.queue = \\\n  5\n\nfreshet.quoue = 6");

        Settings settings = Settings.load(home, Map.of(), problems);

        assertThat(settings.work().queue()).isEqualTo(5);
        assertThat(problems.text()).startsWith("application.properties:5:1  unknown option");
    }

    private void write(String text) throws IOException {
        Files.writeString(home.resolve("application.properties"), text + "\n");
    }
}
