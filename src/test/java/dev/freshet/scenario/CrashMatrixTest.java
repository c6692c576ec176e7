package dev.freshet.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.pass.PassRequest;
import dev.freshet.state.Database;
import dev.freshet.store.EmbeddedStore;
import dev.freshet.store.VectorStore;
import dev.freshet.testing.Chaos;
import dev.freshet.testing.CrashPoint;
import dev.freshet.testing.CrashingFreshet;
import dev.freshet.testing.HashEmbedder;
import dev.freshet.testing.PostgresServer;
import dev.freshet.testing.Prose;
import dev.freshet.testing.StateHome;
import dev.freshet.testing.StoreElsewhere;
import dev.freshet.testing.TestFolder;
import dev.freshet.testing.TestHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Promise: killing the process at any moment loses nothing and leaves nothing behind after the next pass. Here it dies at
 * each step of the write order, in a process of its own, and the documents may have changed before the next pass.
 */
class CrashMatrixTest {

    private static final int DOCUMENTS = 6;
    private static final int NTH = 2;
    private static final int KILLED = 137;
    private static int crashes;

    /** What the pass does in which the process dies. */
    enum Work {
        UPDATE,
        REBUILD,
        NEW_RECIPE
    }

    /** What becomes of the changed documents between the crash and the next pass. */
    enum Meanwhile {
        NOTHING,
        EDITED_AGAIN,
        PUT_BACK,
        DELETED
    }

    enum Where {
        EMBEDDED,
        REMOTE,
        PGVECTOR,
        /** And the state beside it. */
        STATE_IN_POSTGRES;

        /** An empty store; null = in the home. */
        @Nullable
        StoreElsewhere make() {
            return switch (this) {
                case EMBEDDED -> null;
                case REMOTE -> StoreElsewhere.http();
                case PGVECTOR, STATE_IN_POSTGRES -> StoreElsewhere.pgvector();
            };
        }
    }

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private TestHome home;

    @SuppressWarnings("NullAway.Init")
    private TestFolder documents;

    private final Prose prose = new Prose(5);
    private final List<String> before = new ArrayList<>();

    static Stream<Arguments> crashes() {
        List<Arguments> all = new ArrayList<>();
        for (Where where : Where.values()) {
            for (Work work : Work.values()) {
                for (CrashPoint point : points(where, work)) {
                    for (Meanwhile meanwhile : turn(all.size())) {
                        all.add(Arguments.of(where, work, point, meanwhile));
                    }
                }
            }
        }
        return all.stream();
    }

    private static List<CrashPoint> points(Where where, Work work) {
        if (where == Where.STATE_IN_POSTGRES && work != Work.UPDATE && !Chaos.LONG) {
            return List.of();
        }
        if (work == Work.UPDATE || Chaos.LONG) {
            List<CrashPoint> all = new ArrayList<>(List.of(CrashPoint.values()));
            all.remove(CrashPoint.NONE);
            return all;
        }
        return List.of(CrashPoint.BETWEEN_BATCHES, CrashPoint.IN_STALE_REMOVAL);
    }

    /** The short form lets one thing happen after each crash, each in its turn. */
    private static List<Meanwhile> turn(int number) {
        Meanwhile[] all = Meanwhile.values();
        return Chaos.LONG ? List.of(all) : List.of(all[number % all.length]);
    }

    @ParameterizedTest(name = "{0} store, {1}, {2}, then {3}")
    @MethodSource("crashes")
    void nothing_is_lost_doubled_or_left_behind(Where where, Work work, CrashPoint point, Meanwhile meanwhile)
            throws Exception {
        try (StoreElsewhere remote = where.make();
                StoreElsewhere second = where.make()) {
            makeHome(where);
            pass(home, remote, TestHome.SYNC);
            change();
            if (work == Work.NEW_RECIPE) {
                home.option("freshet.chunk.size", "48");
            }

            PassRequest request = work == Work.REBUILD ? TestHome.REBUILD : TestHome.SYNC;
            Process process =
                    CrashingFreshet.start(home.path(), remote == null ? null : remote.uri(), request, point, NTH);
            assertThat(process.waitFor()).as("died at " + point).isEqualTo(KILLED);
            crashes++;
            happen(meanwhile);
            pass(home, remote, TestHome.SYNC);

            TestHome fresh = TestHome.withoutSource(Files.createDirectory(folder.resolve("second")));
            configure(fresh, where);
            if (work == Work.NEW_RECIPE) {
                fresh.option("freshet.chunk.size", "48");
            }
            pass(fresh, second, TestHome.SYNC);
            assertEqual(fresh, remote, second);
        }
    }

    private void makeHome(Where where) throws IOException {
        home = TestHome.in(folder);
        documents = home.documents();
        configure(home, where);
        for (int i = 0; i < DOCUMENTS; i++) {
            before.add(text(12));
            documents.write(note(i), before.get(i));
        }
    }

    private static String note(int number) {
        return "note-" + number + ".md";
    }

    private void configure(TestHome made, Where where) {
        if (where == Where.STATE_IN_POSTGRES) {
            StateHome.with(made, PostgresServer.get().uri().toString(), PostgresServer.newName())
                    .option("freshet.state.timeout", "30s");
        }
        made.source("docs", documents.root()).write();
        made.option("freshet.workers", "1")
                .option("freshet.chunk.size", "64")
                .option("freshet.chunk.overlap", "0")
                .option("freshet.delete-guard.percent", "100");
    }

    private String text(int sections) {
        StringBuilder text = new StringBuilder("# ").append(prose.words(3)).append("\n\n");
        for (int i = 0; i < sections; i++) {
            text.append("## ")
                    .append(prose.words(3))
                    .append("\n\n")
                    .append(prose.words(40))
                    .append(".\n\n");
        }
        return text.toString();
    }

    /** Three are edited at their ends, two are deleted, one comes. */
    private void change() throws IOException {
        for (int i = 0; i < 3; i++) {
            String old = before.get(i);
            documents.write(note(i), old.substring(0, old.length() / 3) + text(8));
        }
        documents.delete(note(3));
        documents.delete(note(4));
        documents.write("note-new.md", text(10));
    }

    private void happen(Meanwhile meanwhile) throws IOException {
        for (int i = 0; i < 3; i++) {
            String name = note(i);
            switch (meanwhile) {
                case NOTHING -> assertThat(documents.path(name)).exists();
                case EDITED_AGAIN -> documents.write(name, text(6));
                case PUT_BACK -> documents.write(name, before.get(i));
                case DELETED -> documents.delete(name);
            }
        }
        if (meanwhile == Meanwhile.PUT_BACK) {
            documents.write(note(3), before.get(3));
            documents.write(note(4), before.get(4));
            documents.delete("note-new.md");
        }
    }

    private static void pass(TestHome at, @Nullable StoreElsewhere remote, PassRequest request) {
        Function<Database, VectorStore> opening = remote == null ? EmbeddedStore::new : database -> remote.open();
        var run = CrashingFreshet.pass(at.path(), opening, request, new HashEmbedder());
        assertThat(run.status().text()).as(run.message()).isEqualTo("completed");
        assertThat(run.counts().failed()).isZero();
    }

    private void assertEqual(TestHome fresh, @Nullable StoreElsewhere remote, @Nullable StoreElsewhere second) {
        assertThat(home.store().documents())
                .isNotEmpty()
                .isEqualTo(fresh.store().documents());
        if (remote == null || second == null) {
            home.store().assertConsistent();
            assertThat(home.store().chunks())
                    .isNotEmpty()
                    .isEqualTo(fresh.store().chunks());
        } else {
            assertThat(remote.contents().get())
                    .isNotEmpty()
                    .isEqualTo(second.contents().get());
            assertThat(home.store().number("SELECT count(*) FROM chunks"))
                    .isEqualTo(remote.contents().get().size());
        }
        for (String left : List.of("intents", "chunks_in_doubt", "ingestion_runs WHERE status = 'running'")) {
            assertThat(home.store().number("SELECT count(*) FROM " + left))
                    .as(left)
                    .isZero();
        }
    }

    @AfterAll
    static void tell() {
        Chaos.figure("crash matrix: %d crashes, nothing lost, doubled or left behind", crashes);
    }
}
