package dev.freshet.soak;

import dev.freshet.testing.FreshetProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What goes wrong around a service, one after the other. Each has passed when its method returns. */
final class Faults {

    private static final int FREEZE_MS = 2_000;
    private static final int LOCK_MS = 3_000;
    private static final int ABSENCE_MS = 3_000;
    private static final int BUSY_MS = 200;
    private static final long LONGEST_SEARCH_NANOS = 10_000_000_000L;

    private final Path home;
    private final FreshetProcess freshet;
    private final HeavyDocuments heavy;
    private final Object documents;
    private final Map<String, Integer> done = new TreeMap<>();
    private int next;
    private volatile long thawed = System.nanoTime();

    /**
     * @param documents a lock that is held while a fault changes the folder of documents itself, and only then, so that
     *     others change files during all other faults
     */
    Faults(Path home, FreshetProcess freshet, HeavyDocuments heavy, Object documents) {
        this.home = home;
        this.freshet = freshet;
        this.heavy = heavy;
        this.documents = documents;
    }

    /** How often each was. */
    Map<String, Integer> done() {
        return done;
    }

    /** Whether the process was frozen at a time since. */
    boolean frozeSince(long nanoTime) {
        return thawed > nanoTime;
    }

    /** Brings the next one about, and waits until it is over. */
    void next() throws IOException, InterruptedException, SQLException {
        String fault = switch (next++ % 6) {
            case 0 -> freeze();
            case 1 -> lock();
            case 2 -> takeFolderAway();
            case 3 -> brokenDocument();
            case 4 -> killBusyWorker();
            default -> killWorkers();
        };
        done.merge(fault, 1, Integer::sum);
    }

    private String freeze() throws IOException, InterruptedException {
        thawed = Long.MAX_VALUE;
        signal("STOP");
        Thread.sleep(FREEZE_MS);
        signal("CONT");
        thawed = System.nanoTime();
        return "process frozen";
    }

    private void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(freshet.pid()))
                .start()
                .waitFor();
    }

    private String lock() throws SQLException, InterruptedException {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("data/freshet.db"));
                Statement statement = other.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 20000");
            statement.execute("BEGIN IMMEDIATE");
            Thread.sleep(LOCK_MS);
            statement.execute("ROLLBACK");
        }
        return "database locked by another program";
    }

    private String takeFolderAway() throws IOException, InterruptedException {
        Path there = home.resolve("documents");
        Path away = home.resolve("away");
        synchronized (documents) {
            Files.move(there, away);
            Thread.sleep(ABSENCE_MS);
            Files.move(away, there);
        }
        return "folder gone";
    }

    private String brokenDocument() throws IOException {
        Path broken = home.resolve("documents/broken.pdf");
        synchronized (documents) {
            if (!Files.deleteIfExists(broken)) {
                Files.writeString(
                        broken, "%PDF-1.7\n1 0 obj << /Type /Catalog /Pages 9 0 R >>\ntrailer << /Root 1 0 R");
            }
        }
        return "broken document";
    }

    /** Documents are read in processes of their own. */
    private String killWorkers() {
        ProcessHandle.of(freshet.pid()).orElseThrow().children().forEach(ProcessHandle::destroyForcibly);
        return "workers killed";
    }

    /** A document takes a while, and the process that reads it is killed meanwhile: the document is tried once more. */
    private String killBusyWorker() throws IOException, InterruptedException {
        synchronized (documents) {
            heavy.slow();
        }
        long giveUp = System.nanoTime() + LONGEST_SEARCH_NANOS;
        while (System.nanoTime() < giveUp) {
            Map<ProcessHandle, Duration> before = processorTime();
            Thread.sleep(BUSY_MS);
            Optional<ProcessHandle> busy = processorTime().entrySet().stream()
                    .filter(now -> now.getValue()
                                    .minus(before.getOrDefault(now.getKey(), now.getValue()))
                                    .toMillis()
                            > BUSY_MS / 2)
                    .map(Map.Entry::getKey)
                    .findFirst();
            if (busy.isPresent()) {
                busy.get().destroyForcibly();
                return "busy worker killed";
            }
        }
        return "no worker was busy";
    }

    private Map<ProcessHandle, Duration> processorTime() {
        Map<ProcessHandle, Duration> times = new HashMap<>();
        ProcessHandle.of(freshet.pid())
                .orElseThrow()
                .children()
                .forEach(worker -> worker.info().totalCpuDuration().ifPresent(time -> times.put(worker, time)));
        return times;
    }
}
