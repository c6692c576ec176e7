package dev.freshet.extract.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where a worker puts its temporary files: a folder of its own, so that nothing is left when it is killed. */
record WorkerFolder(Path path) {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerFolder.class);

    private static final Pattern NAME = Pattern.compile("freshet-extract-(\\d{1,18})-\\d+");

    private static final long MOST_NEED = 64L << 20;
    private static final long NEXT_TO_NOTHING = 1L << 18;

    /** One that is younger may belong to a container that shares the folder but not the process numbers. */
    private static final Duration LEFT = Duration.ofHours(1);

    /** Where those of all workers are. */
    static Path parent() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }

    /** Whether so little is left of their disk that most documents can't be read, and less than half of it. */
    static boolean isDiskShort() {
        return isLeftLessThan(MOST_NEED);
    }

    /** Whether nothing is left of their disk, or next to nothing. */
    static boolean isDiskFull() {
        return isLeftLessThan(NEXT_TO_NOTHING);
    }

    private static boolean isLeftLessThan(long bytes) {
        try {
            FileStore disk = Files.getFileStore(parent());
            long left = disk.getUsableSpace();
            return left < bytes && left < disk.getTotalSpace() / 2;
        } catch (IOException e) {
            LOG.debug("Nobody knows how much room is in the temporary folder", e);
            return true;
        }
    }

    /** A new one in {@code java.io.tmpdir}, for this user alone, named after this process. */
    static WorkerFolder create() throws IOException {
        String prefix = "freshet-extract-" + ProcessHandle.current().pid() + "-";
        return new WorkerFolder(Files.createTempDirectory(parent(), prefix));
    }

    /** Deletes those that a Freshet left when it was killed together with its workers. */
    static void deleteLeft() {
        try (Stream<Path> files = Files.list(parent())) {
            files.filter(WorkerFolder::isLeft).forEach(folder -> new WorkerFolder(folder).delete());
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("What an earlier Freshet left in the temporary folder can't be looked for", e);
        }
    }

    private static boolean isLeft(Path folder) {
        Matcher name = NAME.matcher(folder.getFileName().toString());
        if (!name.matches() || ProcessHandle.of(Long.parseLong(name.group(1))).isPresent()) {
            return false;
        }
        try {
            return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                    && Files.isWritable(folder)
                    && Files.getLastModifiedTime(folder)
                            .toInstant()
                            .isBefore(Instant.now().minus(LEFT));
        } catch (IOException e) {
            LOG.debug("{} is gone already", folder, e);
            return false;
        }
    }

    /** Deletes it with all that is in it, if it is still there. */
    void delete() {
        try (Stream<Path> files = Files.exists(path) ? Files.walk(path) : Stream.empty()) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("{} can't be removed ({}). Remove it by hand.", path, e.getMessage());
        }
    }
}
