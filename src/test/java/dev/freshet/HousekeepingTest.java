package dev.freshet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.testing.StoreDump;
import dev.freshet.testing.TestHome;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: what is older than freshet.runs.keep goes, and what is needed stays. */
class HousekeepingTest {

    @TempDir
    private Path folder;

    @Test
    void forgets_what_is_too_old_and_keeps_the_newest_run_of_each_source_and_what_is_open() {
        TestHome home = TestHome.in(folder);
        home.sync();
        home.sync();
        Instant past = Instant.now();

        try (Memory memory = Memory.forWriting(home.path(), home.checked())) {
            memory.incidents().open("docs", "stale", "It is old.", past);
            memory.incidents().close("docs", "stale", past);
            memory.incidents().open("docs", "failing", "It fails.", past);
            Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(91));

            new Housekeeping(memory, home.checked().settings(), later).tidy();
        }

        assertThat(StoreDump.query(home.path(), "SELECT id FROM ingestion_runs"))
                .containsExactly("2");
        assertThat(StoreDump.query(home.path(), "SELECT kind FROM incidents")).containsExactly("failing");
    }
}
