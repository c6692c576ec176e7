package dev.freshet.extract.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where a worker puts its temporary files: a folder of its own, so that nothing is left when it is killed. */
record WorkerFolder(Path path) {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerFolder.class);

    /** A new one in {@code java.io.tmpdir}, for this user alone. */
    static WorkerFolder create() throws IOException {
        return new WorkerFolder(Files.createTempDirectory("freshet-extract-"));
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
