package dev.freshet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.testing.FreshetProcess;
import dev.freshet.testing.FreshetProcess.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: two processes never write to one home, and one that was killed is in nobody's way. Commands that look go on. */
class HomeLockIT {

    @TempDir
    private Path home;

    @Test
    void a_second_process_is_refused_with_the_owners_pid_until_the_first_is_gone_however_it_went() throws IOException {
        assertThat(FreshetProcess.in(home).run("init").exitCode()).isZero();
        Files.writeString(home.resolve("application.properties"), "freshet.http.port = 0\n");
        Path copy = home.resolve("copy.db");
        try (FreshetProcess run = FreshetProcess.in(home).start("run")) {
            run.awaitErr(" completed");

            for (String[] command : new String[][] {{"sync"}, {"verify", "--repair"}, {"run"}}) {
                Result second = FreshetProcess.in(home).run(command);
                assertThat(second.exitCode()).as(second.toString()).isEqualTo(3);
                assertThat(second.err()).contains("process " + run.pid(), "POST /verify");
            }
            assertThat(FreshetProcess.in(home).run("verify").exitCode()).isZero();
            Result backup = FreshetProcess.in(home).run("backup", copy.toString());
            assertThat(backup.exitCode()).as(backup.toString()).isZero();
            Result again = FreshetProcess.in(home).run("backup", copy.toString());
            assertThat(again.exitCode()).isEqualTo(2);
            assertThat(again.err()).contains("is there already");
            run.kill();
        }
        assertThat(home.resolve("data/freshet.lock")).isNotEmptyFile();
        assertThat(FreshetProcess.in(home).run("sync").exitCode()).isZero();

        Files.writeString(home.resolve("data/freshet.lock"), "");
        assertThat(FreshetProcess.in(home).run("sync").exitCode()).isZero();
        Files.writeString(home.resolve("data/freshet.lock"), "99999999");
        Result verify = FreshetProcess.in(home).run("verify", "--repair", "--json");
        assertThat(verify.exitCode()).as(verify.toString()).isZero();
        assertThat(verify.out()).contains("\"status\" : \"equal\"");
    }
}
