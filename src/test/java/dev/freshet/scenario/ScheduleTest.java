package dev.freshet.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.freshet.state.RunStatus;
import dev.freshet.state.Runs.Run;
import dev.freshet.testing.StoreDump;
import dev.freshet.testing.TestHome;
import dev.freshet.testing.TestService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a running service looks at its sources by itself. */
class ScheduleTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String EVERY_SECOND = "* * * * * ?";
    private static final String NEVER = "0 0 0 1 1 ? 2099";

    @TempDir
    Path folder;

    private TestHome home;

    @BeforeEach
    void make() throws IOException {
        home = TestHome.in(folder);
        home.documents().writeNotes(3);
    }

    private static List<Run> runs(TestService service) {
        return service.memory().runs().newest(1_000).stream()
                .sorted(Comparator.comparing(Run::id))
                .toList();
    }

    private static List<Run> completed(TestService service) {
        return runs(service).stream()
                .filter(run -> run.status() == RunStatus.COMPLETED)
                .toList();
    }

    @Test
    void an_interval_begins_at_the_start_and_goes_on() {
        home.docs().with("every", "1s").write();
        try (TestService service = TestService.of(home)) {
            await().atMost(SOON).until(() -> completed(service).size() >= 4);

            assertThat(runs(service)).extracting(Run::trigger).startsWith("start", "schedule", "schedule", "schedule");
        }
    }

    @Test
    void a_cron_expression_of_each_kind_starts_its_own_kind_of_pass() {
        home.docs().with("schedule", NEVER).with("reconcile", EVERY_SECOND).write();
        try (TestService service = TestService.of(home)) {
            await().atMost(SOON)
                    .until(() -> completed(service).stream()
                            .anyMatch(run -> run.kind().equals("full")));
        }
        home.docs().with("schedule", NEVER).with("rebuild", EVERY_SECOND).write();
        try (TestService service = TestService.of(home)) {
            await().atMost(SOON)
                    .until(() -> completed(service).stream()
                            .anyMatch(run -> run.kind().equals("rebuild")));
        }
    }

    @Test
    void the_next_run_is_told_in_the_time_zone_of_the_source() {
        home.docs()
                .with("schedule", "0 0 3 * * ?")
                .with("timeZone", "Asia/Tokyo")
                .write();
        try (TestService service = TestService.of(home)) {
            Instant next = service.service().nextRun("docs").orElseThrow();

            assertThat(next.atZone(ZoneId.of("Asia/Tokyo")).toLocalTime()).isEqualTo(LocalTime.of(3, 0));
            assertThat(next).isBetween(Instant.now(), Instant.now().plus(1, ChronoUnit.DAYS));
        }
    }

    @Test
    void a_pass_never_overlaps_itself() throws IOException {
        home.documents().writeNotes(2);
        home.docs().with("every", "1s").step("{delay: {constant: \"1500\"}}").write();
        try (TestService service = TestService.of(home)) {
            service.post("/webhook/ingest", "");
            await().atMost(Duration.ofSeconds(40))
                    .until(() -> completed(service).size() >= 4);

            List<Run> runs = completed(service);
            for (int i = 1; i < runs.size(); i++) {
                assertThat(runs.get(i).startedAt())
                        .isAfterOrEqualTo(Objects.requireNonNull(runs.get(i - 1).completedAt()));
            }
            assertThat(runs)
                    .as("passes during which the clock fired")
                    .anySatisfy(run -> assertThat(
                                    Duration.between(run.startedAt(), Objects.requireNonNull(run.completedAt())))
                            .isGreaterThan(Duration.ofSeconds(1)));
        }
    }

    @Test
    void many_sources_do_not_begin_together() throws IOException {
        home.option("freshet.schedule.jitter", "1s");
        for (int i = 0; i < 6; i++) {
            Path root = Files.createDirectory(folder.resolve("docs" + i));
            home.source("docs" + i, root).with("schedule", "0/3 * * * * ?").write();
        }
        try (TestService service = TestService.of(home)) {
            await().atMost(SOON).until(() -> completed(service).size() >= 6);
            List<Instant> starts = completed(service).stream()
                    .limit(6)
                    .map(Run::startedAt)
                    .sorted()
                    .toList();
            assertThat(Duration.between(starts.get(0), starts.get(5))).isGreaterThan(Duration.ofMillis(100));
        }
    }

    @Test
    void what_was_missed_while_nothing_ran_is_done_once_at_the_start() throws Exception {
        home.docs().with("every", "1h").write();
        home.sync();
        runsWereBegun(Duration.ofDays(3));

        try (TestService service = TestService.of(home)) {
            await().atMost(SOON).until(() -> completed(service).size() == 2);
            Thread.sleep(1_000);
            assertThat(runs(service)).hasSize(2).last().satisfies(run -> {
                assertThat(run.trigger()).isEqualTo("start");
                assertThat(run.kind()).isEqualTo("sync");
            });
        }
    }

    @Test
    void a_missed_rebuild_stands_for_the_pass_that_was_missed_too() throws Exception {
        home.docs().with("every", "1h").with("rebuild", "0 0 3 * * ?").write();
        home.sync();
        runsWereBegun(Duration.ofDays(3));

        try (TestService service = TestService.of(home)) {
            await().atMost(SOON).until(() -> completed(service).size() == 2);
            Thread.sleep(1_000);
            assertThat(runs(service))
                    .hasSize(2)
                    .last()
                    .satisfies(run -> assertThat(run.kind()).isEqualTo("rebuild"));
        }
    }

    @Test
    void a_restart_before_the_next_pass_is_due_looks_at_nothing() throws Exception {
        home.docs().with("every", "1h").write();
        home.sync();

        try (TestService service = TestService.of(home)) {
            Thread.sleep(1_500);
            assertThat(runs(service)).hasSize(1);
        }
    }

    /** Turns the clock of what was written down back. */
    private void runsWereBegun(Duration ago) throws SQLException {
        String then = Instant.now().minus(ago).truncatedTo(ChronoUnit.MILLIS).toString();
        try (Connection connection =
                DriverManager.getConnection("jdbc:sqlite:" + home.data().resolve("freshet.db"))) {
            connection
                    .createStatement()
                    .execute("UPDATE ingestion_runs SET started_at = '" + then + "', completed_at = '" + then + "'");
        }
        assertThat(StoreDump.query(home.path(), "SELECT started_at FROM ingestion_runs"))
                .containsOnly(then);
    }
}
