package dev.freshet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.freshet.config.Problem;
import dev.freshet.pass.PassRequest;
import dev.freshet.pass.Wish;
import dev.freshet.state.RunStatus;
import dev.freshet.state.Runs.Run;
import dev.freshet.testing.Prose;
import dev.freshet.testing.StoreDump;
import dev.freshet.testing.TestFolder;
import dev.freshet.testing.TestHome;
import dev.freshet.testing.TestService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: a service takes what changes in routes/ while it runs, and goes on with what ran before where that is wrong. */
class ReloadTest {

    private static final String DOCS = "routes/sources/docs.camel.yaml";
    private static final PassRequest SYNC = new PassRequest(PassRequest.Kind.SYNC, "test", 0);

    @TempDir
    private Path folder;

    private TestHome home;
    private TestService service;
    private TestFolder more;

    @BeforeEach
    void a_service_with_a_source() throws IOException {
        home = TestHome.in(folder);
        Files.writeString(home.documents().root().resolve("a.md"), "# Alpha\n\nfirst");
        more = new TestFolder(Files.createDirectory(folder.resolve("more")));
        Files.writeString(more.root().resolve("b.md"), "# Beta\n\nsecond");
        home.docs().with("every", "1h").write();
        service = TestService.of(home);
        eventually(() -> assertThat(documents()).containsExactly("docs | a.md"));
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private static void eventually(ThrowingRunnable promise) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(promise);
    }

    private List<String> documents() {
        return StoreDump.query(home.path(), "SELECT DISTINCT source, document FROM store_chunks ORDER BY 1, 2");
    }

    private Run sync(String source) throws Exception {
        Wish wish = service.service().pass(source, SYNC);
        return wish.done().get(30, TimeUnit.SECONDS);
    }

    private List<String> problems() {
        return service.service().problems().stream().map(Problem::toString).toList();
    }

    private long lastRun(String source) {
        return service.memory().runs().last(source).orElseThrow().id();
    }

    private void replace(String file, String text, String other) throws IOException {
        Path path = home.path().resolve(file);
        String before = Files.readString(path);
        assertThat(before).contains(text);
        Files.writeString(path, before.replace(text, other));
    }

    @Test
    void a_new_source_is_looked_at_and_scheduled() {
        home.source("more", more.root()).with("every", "1h").write();

        eventually(() -> assertThat(documents()).containsExactly("docs | a.md", "more | b.md"));
        assertThat(service.service().sources()).containsExactly("docs", "more");
        assertThat(service.service().nextRun("more")).isPresent();
        assertThat(lastRun("docs")).as("the other source is left alone").isEqualTo(1);
    }

    @Test
    void an_edited_source_is_followed_in_its_new_form_again_and_again() throws Exception {
        home.source("docs", more.root()).with("every", "2h").write();
        eventually(() -> assertThat(documents()).contains("docs | b.md"));
        Instant next = service.service().nextRun("docs").orElseThrow();
        assertThat(next).isAfter(Instant.now().plus(Duration.ofMinutes(90)));

        home.docs().with("every", "1h").write();
        eventually(() -> assertThat(documents()).containsExactly("docs | a.md"));

        assertThat(sync("docs").status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(problems()).isEmpty();
    }

    @Test
    void a_file_that_is_touched_and_equal_causes_nothing() throws Exception {
        Files.setLastModifiedTime(home.path().resolve(DOCS), FileTime.from(Instant.now()));
        home.source("more", more.root()).write();

        eventually(() -> assertThat(documents()).contains("more | b.md"));
        assertThat(lastRun("docs")).isEqualTo(1);
    }

    @Test
    void a_broken_file_is_named_with_its_place_while_its_last_good_version_runs_until_it_is_mended() throws Exception {
        replace(DOCS, "settle:", "setle:");
        eventually(() -> assertThat(problems())
                .singleElement()
                .asString()
                .contains(DOCS + ":7:9", "setle", "Did you mean 'settle'?"));
        Files.writeString(home.documents().root().resolve("c.md"), "# Gamma\n\nthird");
        assertThat(sync("docs").counts().added()).isEqualTo(1);

        replace(DOCS, "setle:", "settle:");

        eventually(() -> assertThat(problems()).isEmpty());
        assertThat(documents()).containsExactly("docs | a.md", "docs | c.md");
    }

    @Test
    void what_camel_refuses_is_undone_and_named_with_its_file() throws Exception {
        home.docs().with("every", "1h").step("bean: {ref: nobody}").write();
        eventually(() -> assertThat(problems()).singleElement().asString().contains(DOCS, "there is no bean 'nobody'"));
        assertThat(sync("docs").status()).isEqualTo(RunStatus.COMPLETED);

        home.docs().with("every", "1h").step("to: direct:nowhere").write();
        eventually(() -> assertThat(problems()).singleElement().asString().contains(DOCS, "direct:nowhere"));
        assertThat(sync("docs").status()).isEqualTo(RunStatus.COMPLETED);

        home.docs().with("every", "1h").write();
        eventually(() -> assertThat(problems()).isEmpty());
        assertThat(sync("docs").status()).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void what_routes_may_not_use_is_refused_while_the_service_runs_and_health_says_so() throws Exception {
        Path written = folder.resolve("written");
        home.docs()
                .with("every", "1h")
                .step("to: \"exec:touch?args=" + written + "\"")
                .write();
        home.source("more", more.root())
                .step("script: {groovy: \"new File('" + written + "').text = ''\"}")
                .write();

        eventually(() -> assertThat(problems())
                .hasSize(3)
                .anySatisfy(problem -> assertThat(problem).contains(DOCS, "exec"))
                .anySatisfy(problem -> assertThat(problem).contains("more.camel.yaml", "script")));
        Files.writeString(home.documents().root().resolve("c.md"), "# Gamma\n\nthird");
        assertThat(sync("docs").counts().added()).isEqualTo(1);
        assertThat(service.service().sources()).containsExactly("docs");
        assertThat(service.get("/health").statusCode()).isEqualTo(503);
        assertThat(service.get("/health").body()).contains(DOCS, "exec");
        assertThat(written).doesNotExist();

        home.docs().with("every", "1h").write();
        Files.delete(home.path().resolve("routes/sources/more.camel.yaml"));
        eventually(() -> assertThat(service.get("/health").statusCode()).isEqualTo(200));
    }

    @Test
    void a_new_source_that_camel_refuses_is_none() {
        home.source("more", more.root()).step("bean: {ref: nobody}").write();

        eventually(() -> assertThat(problems()).singleElement().asString().contains("more.camel.yaml", "nobody"));
        assertThat(service.service().sources()).containsExactly("docs");
    }

    @Test
    void a_removed_source_keeps_its_documents_until_they_are_forgotten() throws Exception {
        home.source("more", more.root()).write();
        eventually(() -> assertThat(documents()).contains("more | b.md"));
        assertThat(service.post("/sources/more/forget", "").statusCode()).isEqualTo(409);

        Files.delete(home.path().resolve("routes/sources/more.camel.yaml"));

        eventually(() -> assertThat(service.get("/status").body()).contains("\"orphaned\""));
        assertThat(documents()).contains("more | b.md");
        assertThat(service.service().sources()).containsExactly("docs");
        assertThat(service.post("/sources/more/forget", "").body())
                .contains("\"source\" : \"more\"", "\"documents\" : 1");
        assertThat(documents()).containsExactly("docs | a.md");
        assertThat(service.post("/sources/more/forget", "").statusCode()).isEqualTo(404);
        assertThat(StoreDump.integrity(home.path())).isEmpty();
    }

    @Test
    void a_running_pass_of_another_source_is_not_disturbed() throws Exception {
        for (int i = 0; i < 5; i++) {
            Files.writeString(home.documents().root().resolve("n" + i + ".md"), new Prose(i).document());
        }
        home.docs().with("every", "1h").step("delay: {constant: '2000'}").write();
        eventually(() -> assertThat(service.service().passes().active("docs")).isPresent());
        long running = lastRun("docs");

        home.source("more", more.root()).write();
        eventually(() -> assertThat(documents()).contains("more | b.md"));
        Files.delete(home.path().resolve("routes/sources/more.camel.yaml"));
        eventually(() -> assertThat(service.service().sources()).containsExactly("docs"));

        eventually(() -> assertThat(
                        service.memory().runs().find(running).orElseThrow().status())
                .isEqualTo(RunStatus.COMPLETED));
        assertThat(lastRun("docs")).isEqualTo(running);
    }

    @Test
    void a_changed_kamelet_is_taken_by_its_sources_and_a_wrong_one_is_not() throws Exception {
        Path kamelets = Files.createDirectory(home.path().resolve("routes/kamelets"));
        Path own = kamelets.resolve("folder-source.kamelet.yaml");
        String text = Files.readString(Path.of("routes/kamelets/folder-source.kamelet.yaml"));
        Files.writeString(home.documents().root().resolve("note.abc"), "a note");

        Files.writeString(own, text.replace("**/*.md,", "**/*.md,**/*.abc,"));
        eventually(() -> assertThat(documents()).contains("docs | note.abc"));

        Files.writeString(own, text.replace("\"#schedule\"", "\"#nobody\""));
        eventually(() -> assertThat(problems()).singleElement().asString().contains("folder-source.kamelet.yaml"));
        assertThat(sync("docs").status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(documents()).contains("docs | note.abc");

        Files.delete(own);
        eventually(() -> assertThat(documents()).containsExactly("docs | a.md"));
    }

    @Test
    void a_changed_pipeline_is_taken_and_a_wrong_one_is_not() throws Exception {
        Path pipeline = Files.createDirectory(home.path().resolve("routes/pipeline"));
        Path own = pipeline.resolve("3-chunk.camel.yaml");
        String text = Files.readString(Path.of("routes/pipeline/3-chunk.camel.yaml"));

        Files.writeString(own, text.replace("direct:embed", "direct:nowhere"));
        eventually(() -> assertThat(problems()).singleElement().asString().contains("3-chunk", "direct:nowhere"));
        Files.writeString(home.documents().root().resolve("c.md"), "# Gamma\n\nthird");
        assertThat(sync("docs").counts().added()).isEqualTo(1);

        Files.writeString(
                own,
                text.replace(
                        "- to: direct:embed",
                        "- throwException: {exceptionType:"
                                + " java.lang.IllegalStateException, message: deliberate}"));
        eventually(() -> assertThat(problems()).isEmpty());
        Files.writeString(home.documents().root().resolve("d.md"), "# Delta\n\nfourth");
        assertThat(sync("docs").counts().failed()).isEqualTo(1);

        Files.delete(own);
        await().pollDelay(Duration.ofSeconds(6)).until(() -> true);
        assertThat(service.memory().documents().retryNow("docs")).isEqualTo(1);
        assertThat(sync("docs").counts().added()).isEqualTo(1);
    }
}
