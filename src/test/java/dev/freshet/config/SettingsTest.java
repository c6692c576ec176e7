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
        assertThat(settings.log()).isEqualTo(new LogSettings(Duration.ofDays(14), DataSize.parse("20MB")));
    }

    @Test
    void no_number_of_workers_means_one_for_each_core() {
        Settings settings = Settings.load(home, Map.of(), problems);

        String cores = String.valueOf(Runtime.getRuntime().availableProcessors());
        assertThat(settings.effective()).containsEntry("freshet.workers", cores);
    }

    @Test
    void every_option_is_published_with_the_value_in_force() throws IOException {
        write("freshet.retry.first-delay = 90s");

        Settings settings = Settings.load(home, Map.of(), problems);

        assertThat(settings.effective().keySet())
                .containsExactlyElementsOf(
                        Settings.OPTIONS.stream().map(Option::name).toList());
        assertThat(settings.effective()).containsEntry("freshet.retry.first-delay", "90s");
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
