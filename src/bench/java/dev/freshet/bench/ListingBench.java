package dev.freshet.bench;

import dev.freshet.state.Runs.Run;
import dev.freshet.testing.ProcessStatus;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;

/** P1: a pass over files of which none has changed, beside {@code find}, which looks at each of them too. */
final class ListingBench implements Bench {

    private static final String PLOT = "pass-over-unchanged-files";
    private static final int MANY = 100_000;
    private static final int MOST = 1_000_000;

    @Override
    public String id() {
        return "P1";
    }

    @Override
    public void run(BenchRun run) throws Exception {
        for (int number : run.isSmoke() ? List.of(50) : List.of(1_000, 10_000, MANY)) {
            List<Samples> measured = measure(run, number);
            points(run, number, measured);
            if (number == run.size(MANY, 50)) {
                run.row(Row.against(
                        id(),
                        "pass over %,d unchanged files, warm".formatted(number),
                        "s",
                        measured.get(0),
                        "find -printf '%p %s %T@'",
                        measured.get(1),
                        Limit.atMost(2)));
            }
        }
        inLittleMemory(run, run.size(MOST, 100));
    }

    private static List<Samples> measure(BenchRun run, int number) throws Exception {
        try (ManyFiles files = ManyFiles.in(run.folder("files-" + number), number)) {
            return run.inTurns(15, 11, () -> unchanged(files, number), () -> find(files.root()));
        }
    }

    private static void points(BenchRun run, int number, List<Samples> measured) {
        run.point(
                new Point(PLOT, "files", "s", "freshet", number, measured.get(0).median()));
        run.point(new Point(PLOT, "files", "s", "find", number, measured.get(1).median()));
    }

    /** Seconds of one pass, all of it, from the request to the end of the run. */
    static double unchanged(ManyFiles files, int number) {
        long start = System.nanoTime();
        Run pass = files.pass();
        double seconds = (System.nanoTime() - start) / 1e9;
        if (pass.counts().unchanged() != number) {
            throw new IllegalStateException("Not all is as it was: " + pass);
        }
        return seconds;
    }

    /** Seconds of {@code find}, its start and end included. */
    static double find(Path root) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process find = new ProcessBuilder("find", root.toString(), "-type", "f", "-printf", "%p %s %T@\\n")
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.INHERIT)
                .start();
        if (find.waitFor() != 0) {
            throw new IllegalStateException("find failed with " + find.exitValue());
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private void inLittleMemory(BenchRun run, int number) throws Exception {
        ChildJvm.Result child = ChildJvm.run(
                List.of("-Xmx512m"),
                LittleMemory.class,
                run.folder("files-" + number).toString(),
                number,
                run.size(3, 1));
        List<Samples> measured = List.of(child.samples("pass"), child.samples("find"));
        points(run, number, measured);
        run.row(Row.against(
                id(),
                "pass over %,d unchanged files with -Xmx512m".formatted(number),
                "s",
                measured.get(0),
                "find -printf '%p %s %T@'",
                measured.get(1),
                Limit.atMost(2)));
        run.row(Row.told(
                id(),
                "the same for each 100,000 files",
                "s",
                new Samples(measured.get(0).values().stream()
                        .map(seconds -> seconds * 100_000 / number)
                        .toList())));
        run.row(Row.told(id(), "its resident memory at the most", "MB", child.samples("peak")));
    }

    /** What a small heap has to do, in a process of its own. */
    static final class LittleMemory {

        private LittleMemory() {}

        /** Arguments: folder, number of files, rounds. Prints what was measured. */
        public static void main(String[] arguments) throws Exception {
            int number = Integer.parseInt(arguments[1]);
            try (ManyFiles files = ManyFiles.in(Path.of(arguments[0]), number)) {
                for (int round = 0; round < Integer.parseInt(arguments[2]); round++) {
                    System.out.println("pass " + unchanged(files, number));
                    System.out.println("find " + find(files.root()));
                }
                System.out.println(
                        "peak " + ProcessStatus.number(ProcessHandle.current().pid(), "VmHWM") / 1024.0);
            }
        }
    }
}
