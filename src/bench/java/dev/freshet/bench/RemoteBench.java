package dev.freshet.bench;

import dev.freshet.source.confluence.ConfluencePages;
import dev.freshet.source.notion.NotionRows;
import dev.freshet.source.web.SitePages;
import dev.freshet.state.RunStatus;
import dev.freshet.state.Runs.Run;
import dev.freshet.store.EmbeddedStore;
import dev.freshet.testing.HashEmbedder;
import dev.freshet.testing.OpenHome;
import dev.freshet.testing.RemotePages;
import dev.freshet.testing.TestHome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * P11: calls of a pass that finds nothing new, and calls for each document that changed, against servers that count them; and
 * whether documents are fetched while others are embedded: with a slow server and a slow model, a pass takes about as long as
 * the slower of the two alone.
 */
final class RemoteBench implements Bench {

    private static final int WORKERS = 2;
    private static final Duration PACE = Duration.ofMillis(50);
    private static final double MOST_OF_THE_SLOWER = 1.2;

    @Override
    public String id() {
        return "P11";
    }

    @Override
    public void run(BenchRun run) throws Exception {
        int pages = run.size(100, 5);
        try (RemotePages rows = new NotionRows()) {
            // the query of the database has all changes; the content of a page is a call of its own
            count(run, "Notion database", rows, pages, 1, 1);
        }
        try (RemotePages space = new ConfluencePages()) {
            // an account that is no longer signed in would see an empty space, so that is asked first
            count(run, "Confluence space", space, pages, 2, 1);
        }
        try (RemotePages site = new SitePages()) {
            // HTTP has no list of changes: each page is asked for, and says that it is as it was; a new version is that
            // answer
            count(run, "web site, lastmod not trusted", site, pages, 2 + pages, 0);
        }
        overlap(run);
    }

    private void count(BenchRun run, String what, RemotePages remote, int pages, int mostIdle, int mostForEach)
            throws Exception {
        TestHome home = home(run, what.replaceAll("[ ,].*", ""), remote, pages);
        int few = Math.max(1, pages / 10);
        int more = 3 * few;
        try (OpenHome open = OpenHome.of(home, EmbeddedStore::new, new HashEmbedder())) {
            completed(open.pass());
            remote.takeCalls();
            completed(open.pass());
            int idle = remote.takeCalls().size();
            int afterFew = afterChanges(open, remote, few, "once");
            double forEach = (afterChanges(open, remote, more, "again") - afterFew) / (double) (more - few);
            String of = ", " + what + " of " + pages + " pages";
            run.row(Row.limited(id(), "calls of an idle pass" + of, "calls", Samples.of(idle), Limit.atMost(mostIdle)));
            run.row(Row.told(
                    id(), "calls of a pass with " + few + " changed pages" + of, "calls", Samples.of(afterFew)));
            run.row(Row.limited(
                    id(),
                    "more calls for each changed page" + of,
                    "calls",
                    Samples.of(forEach),
                    Limit.atMost(mostForEach)));
        }
    }

    private static int afterChanges(OpenHome open, RemotePages remote, int changed, String word) {
        for (int page = 0; page < changed; page++) {
            remote.write(page, text(page) + " It was changed " + word + ".");
        }
        expect(completed(open.pass()).counts().updated(), changed);
        return remote.takeCalls().size();
    }

    private static TestHome home(BenchRun run, String name, RemotePages remote, int pages) throws Exception {
        TestHome home = TestHome.withoutSource(run.folder(name)).option("freshet.workers", String.valueOf(WORKERS));
        remote.writeSource(home);
        for (int page = 0; page < pages; page++) {
            remote.write(page, text(page));
        }
        return home;
    }

    private static String text(int page) {
        return "About quay " + page + ".";
    }

    private static Run completed(Run run) {
        if (run.status() != RunStatus.COMPLETED) {
            throw new IllegalStateException("The pass " + run.status() + ": " + run.message());
        }
        return run;
    }

    private static void expect(long is, long expected) {
        if (is != expected) {
            throw new IllegalStateException(is + " documents instead of " + expected);
        }
    }

    private void overlap(BenchRun run) throws Exception {
        int pages = run.size(100, 5);
        PacedEmbedder model = new PacedEmbedder(WORKERS);
        try (RemotePages remote = new NotionRows()) {
            TestHome home = home(run, "overlap", remote, pages);
            try (OpenHome open = OpenHome.of(home, EmbeddedStore::new, model)) {
                completed(open.pass());
                List<Samples> taken = run.inTurns(
                        1,
                        5,
                        () -> seconds(open, remote, model, PACE, Duration.ZERO),
                        () -> seconds(open, remote, model, Duration.ZERO, PACE),
                        () -> seconds(open, remote, model, PACE, PACE));
                report(run, pages, taken);
            }
        }
    }

    private static double seconds(
            OpenHome open, RemotePages remote, PacedEmbedder model, Duration fetching, Duration embedding) {
        remote.answerAfter(fetching);
        model.take(embedding);
        long began = System.nanoTime();
        completed(open.pass(TestHome.REBUILD));
        return (System.nanoTime() - began) / 1e9;
    }

    private void report(BenchRun run, int pages, List<Samples> taken) {
        List<Double> slower = new ArrayList<>();
        for (int round = 0; round < taken.get(0).values().size(); round++) {
            slower.add(Math.max(
                    taken.get(0).values().get(round), taken.get(1).values().get(round)));
        }
        String work = pages + " pages, %s, " + PACE.toMillis() + " ms each, two at a time";
        run.row(Row.told(id(), work.formatted("fetched alone"), "s", taken.get(0)));
        run.row(Row.told(id(), work.formatted("embedded alone"), "s", taken.get(1)));
        run.row(Row.against(
                id(),
                work.formatted("fetched and embedded"),
                "s",
                taken.get(2),
                "the slower of both alone",
                new Samples(slower),
                Limit.atMost(MOST_OF_THE_SLOWER)));
    }
}
