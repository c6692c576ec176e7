package dev.freshet.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.freshet.state.RunStatus;
import dev.freshet.state.Runs.Run;
import dev.freshet.testing.StoreDump;
import dev.freshet.testing.TestFolder;
import dev.freshet.testing.TestHome;
import dev.freshet.testing.TestService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a running service does by itself when a watched folder changes. */
class WatchTest {

    private static final Duration DEBOUNCE = Duration.ofMillis(300);

    @TempDir
    private Path folder;

    private TestHome home;
    private TestFolder documents;

    @SuppressWarnings("NullAway.Init") // started by each test
    private TestService service;

    @BeforeEach
    void make() throws IOException {
        home = TestHome.in(folder);
        documents = home.documents();
        documents.writeNotes(3);
    }

    @AfterEach
    void stop() {
        if (service != null) {
            service.close();
        }
    }

    /** Starts the service and waits until it is watching and has done what it does at its start. */
    private long watching() {
        home.docs()
                .with("every", "1h")
                .with("watch", "true")
                .with("debounce", DEBOUNCE.toMillis() + "ms")
                .with("exclude", "drafts/**")
                .write();
        service = TestService.of(home);
        await().until(() -> service.service().isWatched("docs"));
        await().until(() -> runsSince(0).stream().anyMatch(run -> run.trigger().equals("watch")));
        return quiet();
    }

    /** Waits until nothing has been asked for during some debounces, and gives the number of the last run. */
    private long quiet() {
        long[] last = {-1};
        await().pollInterval(DEBOUNCE.multipliedBy(4))
                .atMost(Duration.ofSeconds(30))
                .until(() -> {
                    long before = last[0];
                    last[0] = service.memory().runs().last("docs").map(Run::id).orElse(0L);
                    return before == last[0]
                            && runsSince(0).stream()
                                    .noneMatch(run ->
                                            run.status() == RunStatus.WAITING || run.status() == RunStatus.RUNNING);
                });
        return last[0];
    }

    private List<Run> runsSince(long run) {
        return service.memory().runs().newest(1_000).stream()
                .filter(one -> one.id() > run)
                .sorted(Comparator.comparing(Run::id))
                .toList();
    }

    private void awaitIndexed(String... names) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(documentsInStore()).containsExactlyInAnyOrder(names));
    }

    private List<String> documentsInStore() {
        return StoreDump.query(home.path(), "SELECT DISTINCT document FROM store_chunks");
    }

    @Test
    void a_saved_file_alone_is_looked_at() throws IOException {
        long start = watching();

        documents.write("note-1.md", "# Note 1\n\nThe gate opens at midnight.\n");
        quiet();

        assertThat(runsSince(start)).singleElement().satisfies(run -> {
            assertThat(run.kind()).isEqualTo("documents");
            assertThat(run.trigger()).isEqualTo("watch");
            assertThat(run.counts().updated()).isEqualTo(1);
            assertThat(run.counts().unchanged()).isZero();
        });
        home.assertEqualToFreshIngest();
    }

    @Test
    void a_new_file_and_a_deleted_one_are_noticed() throws IOException {
        watching();

        documents.write("new.md", "# New\n\nSomething new.\n");
        awaitIndexed("note-1.md", "note-2.md", "note-3.md", "new.md");
        documents.delete("note-2.md");

        awaitIndexed("note-1.md", "note-3.md", "new.md");
    }

    @Test
    void a_renamed_file_has_its_new_name_only() throws IOException {
        watching();

        documents.move("note-2.md", "renamed.md");

        awaitIndexed("note-1.md", "renamed.md", "note-3.md");
        quiet();
        home.assertEqualToFreshIngest();
    }

    @Test
    void a_burst_of_saves_gives_one_ingest() throws IOException {
        long start = watching();

        for (int i = 0; i < 200; i++) {
            documents.write("note-1.md", "# Note 1\n\nSave number " + i + " of many.\n");
        }
        quiet();

        assertThat(runsSince(start)).hasSizeBetween(1, 2);
        assertThat(runsSince(start).stream()
                        .mapToLong(run -> run.counts().updated())
                        .sum())
                .isBetween(1L, 2L);
        home.assertEqualToFreshIngest();
    }

    @Test
    void an_editor_that_saves_by_renaming_gives_one_update() throws IOException {
        long start = watching();

        documents.write(".note-1.md.tmp", "# Note 1\n\nWritten beside and moved over.\n");
        Files.move(documents.path(".note-1.md.tmp"), documents.path("note-1.md"), StandardCopyOption.REPLACE_EXISTING);
        quiet();

        assertThat(runsSince(start)).singleElement().satisfies(run -> {
            assertThat(run.kind()).isEqualTo("documents");
            assertThat(run.counts().updated()).isEqualTo(1);
        });
    }

    @Test
    void an_editor_that_moves_the_old_file_away_first_gives_one_update() throws IOException {
        long start = watching();

        documents.move("note-1.md", "note-1.md~");
        documents.write("note-1.md", "# Note 1\n\nWritten anew after a backup.\n");
        documents.delete("note-1.md~");
        quiet();

        assertThat(runsSince(start)).singleElement().satisfies(run -> {
            assertThat(run.kind()).isEqualTo("documents");
            assertThat(run.counts().updated()).isEqualTo(1);
        });
    }

    @Test
    void a_new_subfolder_is_watched_from_its_first_file() throws IOException {
        watching();

        documents.write("deep/deeper/first.md", "# First\n\nAt once in a new folder.\n");
        awaitIndexed("note-1.md", "note-2.md", "note-3.md", "deep/deeper/first.md");
        long start = quiet();
        documents.write("deep/deeper/second.md", "# Second\n\nLater in the same folder.\n");

        awaitIndexed("note-1.md", "note-2.md", "note-3.md", "deep/deeper/first.md", "deep/deeper/second.md");
        quiet();
        assertThat(runsSince(start)).singleElement().extracting(Run::kind).isEqualTo("documents");
    }

    @Test
    void a_folder_moved_in_and_out_brings_and_takes_its_documents() throws IOException {
        TestFolder outside = new TestFolder(folder.resolve("outside"));
        outside.write("team/a.md", "# A\n\nThe first of the team.\n");
        outside.write("team/sub/b.md", "# B\n\nThe second of the team.\n");
        watching();

        Files.move(outside.path("team"), documents.path("team"), StandardCopyOption.ATOMIC_MOVE);
        awaitIndexed("note-1.md", "note-2.md", "note-3.md", "team/a.md", "team/sub/b.md");
        quiet();
        Files.move(documents.path("team"), outside.path("team"), StandardCopyOption.ATOMIC_MOVE);

        awaitIndexed("note-1.md", "note-2.md", "note-3.md");
    }

    @Test
    void a_large_folder_that_is_renamed_is_a_move_and_not_held() throws IOException {
        for (int i = 0; i < 40; i++) {
            documents.write("old/" + i + ".md", "# Page " + i + "\n\nOnly page " + i + " says this.\n");
        }
        long start = watching();

        documents.move("old", "new");
        quiet();

        // A file whose event comes to rest after that pass has taken it in is a known one that was saved: looked at,
        // unchanged
        assertThat(runsSince(start))
                .filteredOn(run -> run.counts().added()
                                + run.counts().updated()
                                + run.counts().deleted()
                        > 0)
                .singleElement()
                .satisfies(run -> {
                    assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
                    assertThat(run.counts().added()).isEqualTo(40);
                    assertThat(run.counts().deleted()).isEqualTo(40);
                });
        assertThat(runsSince(start)).extracting(Run::status).containsOnly(RunStatus.COMPLETED);
        home.assertEqualToFreshIngest();
    }

    @Test
    void many_files_that_are_moved_one_by_one_are_a_move_and_not_held() throws IOException {
        for (int i = 0; i < 40; i++) {
            documents.write("page-" + i + ".md", "# Page " + i + "\n\nOnly page " + i + " says this.\n");
        }
        Files.createDirectory(documents.path("kept"));
        documents.write("kept/one.md", "# One\n\nIt makes the folder count.\n");
        long start = watching();

        for (int i = 0; i < 40; i++) {
            documents.move("page-" + i + ".md", "kept/page-" + i + ".md");
        }
        quiet();

        assertThat(runsSince(start)).extracting(Run::status).containsOnly(RunStatus.COMPLETED);
        assertThat(runsSince(start).stream()
                        .mapToLong(run -> run.counts().deleted())
                        .sum())
                .isEqualTo(40);
        home.assertEqualToFreshIngest();
    }

    @Test
    void a_mass_deletion_is_held_as_ever() throws IOException {
        documents.writeNotes(40);
        long start = watching();

        for (int i = 1; i <= 30; i++) {
            documents.delete("note-" + i + ".md");
        }
        quiet();

        assertThat(runsSince(start)).extracting(Run::status).containsExactly(RunStatus.HELD);
        assertThat(home.store().documents()).hasSize(40);
    }

    @Test
    void a_new_file_is_not_forgotten_because_another_comes_and_goes() throws IOException {
        watching();

        documents.write("fleeting.md", "# Fleeting\n");
        documents.write("lasting.md", "# Lasting\n\nThis one stays.\n");
        documents.delete("fleeting.md");

        awaitIndexed("note-1.md", "note-2.md", "note-3.md", "lasting.md");
    }

    @Test
    void nothing_runs_while_nothing_of_interest_changes() throws IOException {
        Files.createDirectories(documents.path("drafts/deep"));
        long start = watching();

        documents.write("drafts/deep/x.md", "# Draft\n");
        documents.write("drafts/newer/x.md", "# Draft\n");
        documents.write("picture.png", "no document");
        documents.write("note-1.md.swp", "an editor's");
        documents.write(".hidden.md", "# Hidden\n");
        documents.write("fleeting.md", "# Fleeting\n");
        documents.delete("fleeting.md");
        documents.delete("drafts/deep");
        documents.read("note-1.md");
        quiet();

        assertThat(runsSince(start)).isEmpty();
    }

    @Test
    void a_folder_that_goes_away_and_comes_back_is_watched_again() throws IOException {
        watching();
        Path away = folder.resolve("away");

        Files.move(documents.root(), away);
        await().until(() -> !service.service().isWatched("docs"));
        Files.writeString(away.resolve("meanwhile.md"), "# Meanwhile\n\nWritten while nobody looked.\n");
        Files.move(away, documents.root());

        awaitIndexed("note-1.md", "note-2.md", "note-3.md", "meanwhile.md");
        assertThat(service.service().isWatched("docs")).isTrue();
        quiet();
        documents.write("after.md", "# After\n\nWritten when it was back.\n");
        awaitIndexed("note-1.md", "note-2.md", "note-3.md", "meanwhile.md", "after.md");
    }

    @Test
    void a_folder_made_again_under_the_same_name_is_watched_again() throws IOException {
        watching();

        documents.delete("");
        Files.createDirectory(documents.root());
        documents.writeNotes(3);
        documents.write("fourth.md", "# Fourth\n\nThe folder is another one.\n");

        awaitIndexed("note-1.md", "note-2.md", "note-3.md", "fourth.md");
        await().until(() -> service.service().isWatched("docs"));
        quiet();
        documents.write("fifth.md", "# Fifth\n\nAnd it is watched.\n");
        awaitIndexed("note-1.md", "note-2.md", "note-3.md", "fourth.md", "fifth.md");
    }

    @Test
    void more_changes_than_the_system_reports_are_all_found() throws IOException {
        watching();

        for (int i = 0; i < 1_500; i++) {
            documents.write("flood-" + i + ".md", "# Flood " + i + "\n\nDrop " + i + ".\n");
        }

        await().atMost(Duration.ofSeconds(60))
                .until(() -> home.store().documents().size() == 1_503);
    }

    @Test
    void a_source_is_not_watched_unless_it_says_so() throws IOException {
        home.docs().with("every", "1h").write();
        service = TestService.of(home);
        long start = quiet();

        documents.write("new.md", "# New\n");
        quiet();

        assertThat(service.service().isWatched("docs")).isFalse();
        assertThat(runsSince(start)).isEmpty();
    }

    @Test
    void a_watch_is_not_part_of_the_recipe() throws IOException {
        home.sync();
        watching();

        assertThat(runsSince(0)).allSatisfy(run -> {
            assertThat(run.counts().updated()).isZero();
            assertThat(run.kind()).isEqualTo("sync");
        });
        assertThat(home.store().documents()).hasSize(3);
    }
}
