package dev.freshet.source.notion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.pass.PassRequest;
import dev.freshet.source.notion.NotionServer.Fault;
import dev.freshet.state.Documents.Failure;
import dev.freshet.state.RunStatus;
import dev.freshet.state.Runs.Run;
import dev.freshet.testing.Chaos;
import dev.freshet.testing.FaultProxy;
import dev.freshet.testing.TestHome;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A source that goes away in the middle of its listing takes no document with it, and the listing isn't believed. */
class NotionFaultsTest {

    private static final String VERSION = "2026-03-11";

    /** Three pages of a listing. */
    private static final int ROWS = 250;

    /** Documents whose calls fail in a pass before the breaker opens. */
    private static final int BLAMED = 2;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final NotionWorkspace workspace = new NotionWorkspace(true);
    private final List<String> rows = new ArrayList<>();

    @SuppressWarnings("NullAway.Init")
    private String database;

    @SuppressWarnings("NullAway.Init")
    private NotionServer server;

    @SuppressWarnings("NullAway.Init")
    private FaultProxy proxy;

    @SuppressWarnings("NullAway.Init")
    private TestHome home;

    @BeforeEach
    void start() throws IOException {
        server = new NotionServer(workspace, VERSION);
        proxy = FaultProxy.to(URI.create(server.url()));
        database = workspace.addDatabase(workspace.addPage(null, "Harbour team"), "Notices");
        for (int i = 0; i < ROWS; i++) {
            rows.add(workspace.addPage(database, "Notice " + i));
            workspace.setText(rows.get(i), "Lock " + i + " opens at noon.");
        }
        home = TestHome.withoutSource(folder)
                .option("camel.component.http.response-timeout", "500")
                .option("freshet.workers", "2");
        home.kamelet("docs", "notion-source")
                .with("token", NotionServer.TOKEN)
                .with("apiVersion", VERSION)
                .with("baseUrl", proxy.uri().toString())
                .with("requestsPerSecond", "1000")
                .with("databases", database)
                .write();
        home.triesAgainSoon();
    }

    @AfterEach
    void stop() {
        proxy.close();
        server.close();
    }

    /** What becomes of the second page of the listing and of all calls after it. */
    enum Break {
        CUT_IN_THE_MIDDLE,
        RESET,
        BLACK_HOLE,
        ERROR_500
    }

    private @Nullable Fault happens(Break what) {
        switch (what) {
            case CUT_IN_THE_MIDDLE -> proxy.cutAfter(2_000);
            case RESET -> proxy.does(FaultProxy.Fault.RESET);
            case BLACK_HOLE -> proxy.does(FaultProxy.Fault.BLACK_HOLE);
            case ERROR_500 -> {
                return Fault.of(500, "internal_server_error");
            }
        }
        return null;
    }

    private void mend() {
        server.failing((call, number) -> null);
        proxy.does(FaultProxy.Fault.NONE);
    }

    private Run brokenPass(PassRequest request, Break what) {
        AtomicInteger queries = new AtomicInteger();
        server.failing((call, number) -> {
            boolean broken = queries.addAndGet(call.endsWith("/query") ? 1 : 0) >= 2;
            return broken ? happens(what) : null;
        });
        Run run = home.sync(request).run();
        assertThat(queries).as("the second page was asked for").hasValueGreaterThanOrEqualTo(2);
        mend();
        return run;
    }

    private List<String> cursor() {
        return home.store().column("SELECT cursor || ' ' || coalesce(listed_all, '') FROM sources");
    }

    @ParameterizedTest
    @EnumSource
    void source_that_breaks_off_in_its_listing_loses_nothing_and_the_next_pass_makes_all_good(Break what) {
        assertThat(home.sync().counts()).isEqualTo("completed +250 ~0 -0 =0 !0");
        List<String> cursor = cursor();
        for (int i = 0; i < 150; i++) {
            workspace.setText(rows.get(i), "Lock " + i + " is closed.");
        }
        workspace.trash(rows.get(ROWS - 1), true);
        workspace.setText(workspace.addPage(database, "New"), "It came while the source was away.");

        int passes = 0;
        for (PassRequest request : List.of(TestHome.SYNC, TestHome.FULL)) {
            passes++;
            Run broken = brokenPass(request, what);

            Chaos.figure(
                    "%s %s: %s, %d documents with an attempt",
                    what, request.kind(), broken.counts(), home.failures().size());
            assertThat(broken.status()).isEqualTo(RunStatus.FAILED);
            assertThat(broken.counts().deleted()).isZero();
            assertThat(home.store().indexed()).containsAll(rows);
            assertThat(cursor()).isEqualTo(cursor);
            assertThat(home.failures())
                    .hasSizeLessThanOrEqualTo(passes * BLAMED)
                    .allSatisfy(NotionFaultsTest::assertFirstTry);
        }

        home.retry();
        Run mended = home.sync(TestHome.FULL).run();
        assertThat(mended.status()).as(mended.message()).isEqualTo(RunStatus.COMPLETED);
        assertThat(mended.counts().deleted()).isEqualTo(1);
        assertThat(home.failures()).isEmpty();
        assertThat(cursor()).isNotEqualTo(cursor);
        home.assertEqualToFreshIngest();
    }

    private static void assertFirstTry(Failure failure) {
        assertThat(failure.attempts()).isEqualTo(1);
    }
}
