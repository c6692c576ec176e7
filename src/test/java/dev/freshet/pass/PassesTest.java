package dev.freshet.pass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.change.DeletionGuard;
import dev.freshet.document.Change;
import dev.freshet.document.DocumentKey;
import dev.freshet.document.Status;
import dev.freshet.pass.PassRequest.Kind;
import dev.freshet.state.Database;
import dev.freshet.state.Documents;
import dev.freshet.state.RunStatus;
import dev.freshet.state.Runs;
import dev.freshet.state.Runs.Counts;
import dev.freshet.state.Runs.Run;
import dev.freshet.state.Sources;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PassesTest {

    private static final PassRequest SYNC = new PassRequest(Kind.SYNC, "test", 0);

    @TempDir
    Path home;

    private Database database;
    private Documents documents;
    private Runs runs;
    private PassRecords records;
    private final List<String> deleted = new ArrayList<>();

    @BeforeEach
    void open() {
        database = Database.open(home.resolve("freshet.db"));
        documents = new Documents(database);
        runs = new Runs(database);
        Sources sources = new Sources(database);
        sources.register("docs", "folder");
        records = new RecordedPasses(runs, sources);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void delete(Pass pass, List<DocumentKey> keys) {
        for (DocumentKey key : keys) {
            documents.remove(key);
            pass.count(Change.DELETED);
            deleted.add(key.document());
        }
    }

    private Passes passes(PassRecords recorded, BiConsumer<Pass, List<DocumentKey>> deletion) {
        return new Passes(
                documents,
                recorded,
                new DeletionGuard(2, 10),
                source -> "recipe",
                (pass, gone) -> gone.document().startsWith("moved"),
                deletion,
                Preparation.NONE,
                Clock.systemUTC());
    }

    private Passes passes() {
        return passes(records, this::delete);
    }

    private static Pass begin(Passes passes) {
        if (passes.waiting("docs") == 0) {
            passes.request("docs", SYNC);
        }
        return passes.begin("docs").orElseThrow();
    }

    private void know(int count, String prefix) {
        for (int i = 0; i < count; i++) {
            documents.failed(
                    new DocumentKey("docs", prefix + i), "f", "r", Status.FAILED, "extract", "broken", 1, null);
        }
    }

    /** Lists documents as a source does. */
    private void list(Pass pass, int count, String prefix) {
        for (int i = 0; i < count; i++) {
            pass.listed();
            documents.find(pass.key(prefix + i)).ifPresent(row -> pass.marks().see(row.id()));
        }
    }

    @Test
    void what_a_complete_listing_has_not_is_deleted() throws InterruptedException {
        know(5, "a");
        Passes passes = passes();
        Pass pass = begin(passes);

        list(pass, 4, "a");
        Run run = passes.finish(pass);

        assertThat(deleted).containsExactly("a4");
        assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(run.counts().deleted()).isEqualTo(1);
        assertThat(passes.active("docs")).isEmpty();
    }

    @Test
    void a_document_that_came_during_the_listing_is_not_deleted() throws InterruptedException {
        Passes passes = passes();
        Pass pass = begin(passes);
        pass.listed();
        know(1, "new");

        passes.finish(pass);

        assertThat(deleted).isEmpty();
    }

    @Test
    void documents_that_came_back_under_another_name_make_no_mass_deletion() throws InterruptedException {
        know(10, "moved");
        Passes passes = passes();
        Pass pass = begin(passes);
        for (int i = 0; i < 10; i++) {
            pass.listed();
            pass.count(Change.ADDED);
        }

        Run run = passes.finish(pass);

        assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(deleted).hasSize(10);
    }

    @Test
    void one_new_document_does_not_make_up_for_many_that_are_gone() throws InterruptedException {
        know(10, "moved");
        Passes passes = passes();
        Pass pass = begin(passes);
        pass.listed();
        pass.count(Change.ADDED);

        Run run = passes.finish(pass);

        assertThat(run.status()).isEqualTo(RunStatus.HELD);
        assertThat(run.counts().held()).isEqualTo(10);
        assertThat(run.message()).contains("10 of the 10", "1 of them came back under another name");
        assertThat(deleted).isEmpty();
    }

    @Test
    void without_proof_of_absence_nothing_is_deleted() throws InterruptedException {
        know(2, "a");
        Passes passes = passes();
        Pass pass = begin(passes);
        pass.proveAbsenceBy(key -> !key.document().equals("a1"));

        list(pass, 1, "a");
        Run run = passes.finish(pass);

        assertThat(deleted).isEmpty();
        assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void a_document_that_the_route_turned_away_is_deleted_although_it_is_there() throws InterruptedException {
        know(2, "a");
        Passes passes = passes();
        Pass pass = begin(passes);
        pass.proveAbsenceBy(key -> false);

        list(pass, 2, "a");
        pass.marks().turnAway(documents.find(pass.key("a1")).orElseThrow().id());
        passes.finish(pass);

        assertThat(deleted).containsExactly("a1");
    }

    @Test
    void an_incomplete_listing_deletes_nothing_and_says_why() throws InterruptedException {
        know(2, "a");
        Passes passes = passes();
        Pass pass = begin(passes);

        list(pass, 1, "a");
        pass.incomplete("a folder can't be read");
        pass.incomplete("another one too");
        Run run = passes.finish(pass);

        assertThat(deleted).isEmpty();
        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.message()).isEqualTo("a folder can't be read");
    }

    @Test
    void a_mass_deletion_is_held_and_an_approval_lets_it_through() throws InterruptedException {
        know(10, "a");
        Passes passes = passes();
        Pass pass = begin(passes);
        list(pass, 5, "a");
        Run held = passes.finish(pass);
        assertThat(held.status()).isEqualTo(RunStatus.HELD);
        assertThat(held.counts().held()).isEqualTo(5);
        assertThat(deleted).isEmpty();

        CompletableFuture<Run> approved =
                passes.request("docs", new PassRequest(Kind.SYNC, "test", 5)).done();
        Pass second = begin(passes);
        list(second, 5, "a");
        passes.finish(second);

        assertThat(approved.join().status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(deleted).hasSize(5);
    }

    @Test
    void documents_that_are_new_do_not_make_room_for_deletions() throws InterruptedException {
        know(20, "a");
        Passes passes = passes();
        Pass pass = begin(passes);
        list(pass, 17, "a");
        know(100, "new");
        list(pass, 100, "new");

        Run run = passes.finish(pass);

        assertThat(run.status()).isEqualTo(RunStatus.HELD);
        assertThat(run.message()).startsWith("3 of the 20 documents of docs are gone");
    }

    @Test
    void a_source_that_lists_nothing_is_held_however_few_are_known() throws InterruptedException {
        know(1, "a");
        Passes passes = passes();
        Pass pass = begin(passes);

        Run run = passes.finish(pass);

        assertThat(run.status()).isEqualTo(RunStatus.HELD);
        assertThat(deleted).isEmpty();
    }

    @Test
    void a_source_has_one_pass_at_a_time_and_sources_do_not_wait_for_each_other() {
        Passes passes = passes();
        passes.request("docs", SYNC);
        passes.request("wiki", SYNC);

        assertThat(passes.begin("docs")).isPresent();
        passes.request("docs", SYNC);
        assertThat(passes.begin("docs")).isEmpty();
        assertThat(passes.begin("wiki")).isPresent();
        assertThat(passes.active()).hasSize(2);
    }

    @Test
    void a_request_that_comes_during_a_pass_waits_for_the_next() throws InterruptedException {
        Passes passes = passes();
        Pass first = begin(passes);
        CompletableFuture<Run> asked = passes.request("docs", SYNC).done();

        passes.finish(first);
        assertThat(asked).isNotDone();

        passes.finish(begin(passes));
        assertThat(asked.join().trigger()).isEqualTo("test");
    }

    @Test
    void a_deletion_that_fails_ends_the_run_as_failed() throws InterruptedException {
        know(2, "a");
        Passes passes = passes(records, (pass, key) -> {
            throw new NoClassDefFoundError("Gone");
        });
        Pass pass = begin(passes);
        list(pass, 1, "a");

        Run run = passes.finish(pass);

        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.message()).isEqualTo("Gone");
        assertThat(passes.active("docs")).isEmpty();
    }

    @Test
    void who_waits_is_told_when_the_beginning_cannot_be_written_down() {
        Passes passes = passes(new BrokenRecords(true), this::delete);
        CompletableFuture<Run> asked = passes.request("docs", SYNC).done();

        assertThatThrownBy(() -> passes.begin("docs")).hasMessage("disk full");

        assertThat(asked).isCompletedExceptionally();
        assertThat(passes.active("docs")).isEmpty();
    }

    @Test
    void who_waits_is_told_when_the_end_cannot_be_written_down_and_the_source_is_free_again() {
        Passes passes = passes(new BrokenRecords(false), this::delete);
        CompletableFuture<Run> asked = passes.request("docs", SYNC).done();
        Pass pass = begin(passes);

        assertThatThrownBy(() -> passes.finish(pass)).hasMessage("disk full");

        assertThat(asked).isCompletedExceptionally();
        assertThat(begin(passes)).isNotNull();
    }

    @Test
    void nothing_begins_that_nobody_asked_for() {
        assertThat(passes().begin("docs")).isEmpty();
    }

    @Test
    void requests_that_wait_for_the_same_are_answered_by_one_pass() throws InterruptedException {
        Passes passes = passes();
        Pass running = begin(passes);

        Wish one = passes.request("docs", SYNC);
        Wish same = passes.request("docs", new PassRequest(Kind.SYNC, "schedule", 0));
        Wish other = passes.request("docs", new PassRequest(Kind.REBUILD, "test", 0));

        assertThat(same.run()).isEqualTo(one.run()).isNotEqualTo(other.run());
        assertThat(passes.waiting("docs")).isEqualTo(2);
        assertThat(runs.find(one.run()).orElseThrow().status()).isEqualTo(RunStatus.WAITING);
        passes.finish(running);
        passes.finish(begin(passes));
        assertThat(same.done().join().id()).isEqualTo(one.run());
        assertThat(other.done()).isNotDone();
    }

    @Test
    void requests_for_single_documents_are_gathered_into_one_pass_that_deletes_nothing() throws InterruptedException {
        know(3, "a");
        Passes passes = passes();
        passes.request("docs", PassRequest.of(Set.of("a0"), "watch"));
        Wish wish = passes.request("docs", PassRequest.of(Set.of("a1"), "watch"));

        Pass pass = begin(passes);
        assertThat(pass.request().documents()).containsExactlyInAnyOrder("a0", "a1");
        Run run = passes.finish(pass);

        assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(run.id()).isEqualTo(wish.run());
        assertThat(deleted).isEmpty();
        assertThat(new Sources(database).figures().get(0).lastCompletePass()).isNull();
    }

    @Test
    void a_held_run_names_the_documents() throws InterruptedException {
        know(10, "a");
        Passes passes = passes();
        Pass pass = begin(passes);
        list(pass, 5, "a");
        long run = passes.finish(pass).id();

        List<String> held =
                database.read(handle -> handle.createQuery("SELECT document FROM held_documents WHERE run = " + run)
                        .mapTo(String.class)
                        .list());
        assertThat(held).containsExactly("a5", "a6", "a7", "a8", "a9");
    }

    @Test
    void a_stop_ends_what_runs_without_deleting_drops_what_waits_and_takes_no_more() throws Exception {
        know(2, "a");
        Passes passes = passes();
        Pass pass = begin(passes);
        Wish waiting = passes.request("docs", SYNC);
        CompletableFuture<Boolean> stopped = CompletableFuture.supplyAsync(() -> stop(passes));
        Awaitility.await().until(pass::isInterrupted);

        Run run = passes.finish(pass);

        assertThat(stopped.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(run.status()).isEqualTo(RunStatus.INTERRUPTED);
        assertThat(deleted).isEmpty();
        assertThat(waiting.done()).isCompletedExceptionally();
        assertThat(runs.find(waiting.run()).orElseThrow().status()).isEqualTo(RunStatus.INTERRUPTED);
        assertThatThrownBy(() -> passes.request("docs", SYNC)).isInstanceOf(StoppingException.class);
    }

    private static boolean stop(Passes passes) {
        try {
            return passes.stop(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Pass lookBeside(Passes passes, String... looked) {
        passes.request("docs", PassRequest.of(Set.of(looked), "watch"));
        return passes.beginBeside("docs").orElseThrow();
    }

    @Test
    void a_look_at_single_documents_runs_beside_a_complete_pass_one_at_a_time() throws InterruptedException {
        Passes passes = passes();
        Pass complete = begin(passes);

        Pass look = lookBeside(passes, "a0");
        passes.request("docs", PassRequest.of(Set.of("a1"), "watch"));
        assertThat(passes.beginBeside("docs")).isEmpty();
        assertThat(passes.active("docs")).containsSame(complete);
        assertThat(passes.over("docs")).containsExactly(complete, look);
        assertThat(passes.documentsWaiting("docs")).isEqualTo(1);

        assertThat(passes.finish(look).status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(passes.active("docs")).containsSame(complete);
        passes.finish(passes.beginBeside("docs").orElseThrow());
        assertThat(passes.finish(complete).status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(passes.active()).isEmpty();
    }

    @Test
    void no_look_runs_where_no_complete_pass_does_or_where_one_mends() throws InterruptedException {
        Passes passes = passes();
        passes.request("docs", PassRequest.of(Set.of("a0"), "watch"));
        assertThat(passes.beginBeside("docs")).isEmpty();
        passes.finish(begin(passes));

        passes.request("docs", new PassRequest(Kind.REPAIR, "test", 0));
        Pass repair = begin(passes);
        passes.request("docs", PassRequest.of(Set.of("a0"), "watch"));

        assertThat(passes.beginBeside("docs")).isEmpty();
        passes.finish(repair);
        assertThat(begin(passes).request().documents()).containsExactly("a0");
    }

    @Test
    void what_a_look_beside_a_pass_has_seen_is_not_deleted() throws InterruptedException {
        know(3, "a");
        Passes passes = passes();
        Pass complete = begin(passes);
        list(complete, 1, "a");
        complete.marks()
                .turnAway(documents.find(complete.key("a1")).orElseThrow().id());

        Pass look = lookBeside(passes, "a1");
        list(look, 2, "a");
        passes.finish(look);
        passes.finish(complete);

        assertThat(deleted).containsExactly("a2");
    }

    @Test
    void documents_that_a_look_beside_a_pass_brought_in_count_as_moved() throws InterruptedException {
        know(10, "moved");
        Passes passes = passes();
        Pass complete = begin(passes);
        complete.listed();
        Pass look = lookBeside(passes, "b");
        for (int i = 0; i < 10; i++) {
            look.count(Change.ADDED);
        }
        passes.finish(look);

        Run run = passes.finish(complete);

        assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(deleted).hasSize(10);
    }

    @Test
    void a_pass_deletes_nothing_before_the_look_beside_it_is_over() throws Exception {
        know(2, "a");
        Passes passes = passes();
        Pass complete = begin(passes);
        list(complete, 1, "a");
        Pass look = lookBeside(passes, "a1");
        CompletableFuture<Run> finished = CompletableFuture.supplyAsync(() -> finish(passes, complete));
        passes.request("docs", PassRequest.of(Set.of("a0"), "watch"));
        Awaitility.await().until(() -> complete.progress().listingEnded());
        assertThat(deleted).isEmpty();
        assertThat(finished).isNotDone();

        passes.finish(look);

        assertThat(finished.get(10, TimeUnit.SECONDS).counts().deleted()).isEqualTo(1);
        assertThat(passes.waiting("docs")).as("it came too late").isEqualTo(1);
    }

    private static Run finish(Passes passes, Pass pass) {
        try {
            return passes.finish(pass);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_stop_ends_the_look_beside_a_pass_too() throws Exception {
        Passes passes = passes();
        Pass complete = begin(passes);
        Pass look = lookBeside(passes, "a0");
        CompletableFuture<Boolean> stopped = CompletableFuture.supplyAsync(() -> stop(passes));
        Awaitility.await().until(() -> complete.isInterrupted() && look.isInterrupted());

        assertThat(passes.finish(look).status()).isEqualTo(RunStatus.INTERRUPTED);
        assertThat(passes.finish(complete).status()).isEqualTo(RunStatus.INTERRUPTED);
        assertThat(stopped.get(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void a_stop_does_not_wait_longer_than_it_may() throws InterruptedException {
        Passes passes = passes();
        begin(passes);

        assertThat(passes.stop(Duration.ofMillis(50))).isFalse();
    }

    /** Records on a disk without room. */
    private record BrokenRecords(boolean atStart) implements PassRecords {

        @Override
        public long request(String source, PassRequest request, Instant now) {
            return 1;
        }

        @Override
        public void start(long run, Instant now) {
            if (atStart) {
                throw new IllegalStateException("disk full");
            }
        }

        @Override
        public void hold(long run, List<String> documents) {}

        @Override
        public void drop(long run, String message, Instant now) {}

        @Override
        public Run end(
                Pass pass, RunStatus status, Counts counts, @Nullable String message, Instant startedAt, Instant now) {
            throw new IllegalStateException("disk full");
        }

        @Override
        public boolean arePlans() {
            return false;
        }
    }
}
