package dev.freshet.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.freshet.report.SyncReport;
import dev.freshet.state.RunStatus;
import dev.freshet.state.Runs.Counts;
import dev.freshet.state.Runs.Run;
import dev.freshet.testing.TestHome;
import dev.freshet.testing.TestService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: a clock that is set back delays nothing for long and makes no figure negative. Times of the future stand for it. */
class ClockSetBackTest {

    private static final String TOMORROW = "strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '+1 day')";

    @TempDir
    Path folder;

    @Test
    void a_failed_document_whose_next_attempt_is_too_far_away_is_tried_by_the_next_pass() throws IOException {
        TestHome home = TestHome.in(folder);
        home.documents().write("a.md", "# Text");
        home.sync();
        home.store().execute("UPDATE documents SET status = 'failed', attempts = 2, next_attempt_at = " + TOMORROW);

        assertThat(home.sync().counts()).isEqualTo("completed +0 ~1 -0 =0 !0");
    }

    /** It is the pause that was meant, not a clock that was wrong. */
    @Test
    void a_next_attempt_within_the_longest_pause_is_waited_for() throws IOException {
        TestHome home = TestHome.in(folder);
        home.documents().write("a.md", "# Text");
        home.sync();
        home.store()
                .execute("UPDATE documents SET status = 'failed', attempts = 2, next_attempt_at ="
                        + " strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '+5 hours')");

        assertThat(home.sync().counts()).isEqualTo("completed +0 ~0 -0 =0 !1");
    }

    @Test
    void a_file_from_the_future_is_indexed_and_its_next_change_too() throws IOException {
        TestHome home = TestHome.in(folder);
        home.docs().with("settle", "1s").write();
        Path file = home.documents().write("a.md", "# First");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plus(Duration.ofDays(1))));
        assertThat(home.sync().counts()).isEqualTo("completed +1 ~0 -0 =0 !0");

        Files.writeString(file, "# Other");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(9))));

        assertThat(home.sync().counts()).isEqualTo("completed +0 ~1 -0 =0 !0");
        assertThat(home.store().textsOf("a.md")).containsExactly("Other");
        home.assertEqualToFreshIngest();
    }

    @Test
    void a_run_that_ended_before_it_began_took_no_time() {
        Instant now = Instant.now();
        Run run =
                new Run(1, "docs", "cli", "sync", now, now.minusSeconds(3_600), Counts.NONE, RunStatus.COMPLETED, null);

        assertThat(SyncReport.duration(run)).isZero();
        assertThat(SyncReport.RunLine.of(run).durationMs()).isZero();
    }

    @Test
    void no_figure_is_negative_when_the_last_pass_was_tomorrow() throws IOException {
        TestHome home = TestHome.in(folder);
        home.documents().writeNotes(2);
        home.sync();

        try (TestService service = TestService.of(home)) {
            home.store().execute("UPDATE sources SET last_complete_pass = " + TOMORROW);
            home.store().execute("UPDATE ingestion_runs SET started_at = " + TOMORROW);
            service.service().sample();

            assertThat(service.get("/status").body())
                    .contains("\"age_seconds\" : 0")
                    .doesNotContain(" : -");
            assertThat(service.get("/health").body())
                    .contains("\"age_seconds\" : 0")
                    .doesNotContain(" : -");
            assertThat(service.get("/history").body())
                    .contains("\"age_seconds\" : 0")
                    .doesNotContain(" : -");
            assertThat(service.get("/metrics").body())
                    .contains("freshet_source_staleness_seconds{source=\"docs\"} 0.0")
                    .doesNotContainPattern("freshet_\\S+ -\\d");
        }
    }

    /** A pass that began tomorrow would keep the alarm silent for a day longer. */
    @Test
    void a_source_is_stale_in_time_although_its_last_pass_was_tomorrow() throws IOException {
        TestHome home = TestHome.in(folder);
        home.documents().writeNotes(2);
        home.sync();
        home.option("freshet.max-age", "1s");
        home.store().execute("UPDATE sources SET last_complete_pass = " + TOMORROW + ", listed_all = " + TOMORROW);

        try (TestService service = TestService.of(home)) {
            await().untilAsserted(
                            () -> assertThat(service.get("/health").body()).contains("may be out of date"));
            assertThat(home.store().column("SELECT listed_all FROM sources"))
                    .allSatisfy(time -> assertThat(Instant.parse(time)).isBeforeOrEqualTo(Instant.now()));
        }
    }
}
