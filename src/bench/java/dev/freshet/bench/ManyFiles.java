package dev.freshet.bench;

import dev.freshet.document.Chunk;
import dev.freshet.document.ChunkIds;
import dev.freshet.document.DocumentKey;
import dev.freshet.document.DocumentVersion;
import dev.freshet.source.folder.FolderFile;
import dev.freshet.state.Database;
import dev.freshet.state.Runs.Run;
import dev.freshet.store.EmbeddedStore;
import dev.freshet.testing.HashEmbedder;
import dev.freshet.testing.OpenHome;
import dev.freshet.testing.TestHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Small Markdown files below one folder, a thousand in each folder below it, and an open home that knows them all. The first
 * one was indexed by a pass. Of the others, state and store are told in one transaction what a pass would tell them in as
 * many: what is measured comes after. Very many are left without chunks, because these take minutes to write and are counted
 * before a pass, not read.
 */
final class ManyFiles implements AutoCloseable {

    private static final int IN_A_FOLDER = 1_000;
    private static final int IN_A_TRANSACTION = 10_000;
    private static final int MOST_WITH_CHUNKS = 100_000;
    private static final float[] VECTOR =
            new HashEmbedder().embed(List.of("any")).get(0);

    private final TestHome home;
    private final int number;
    private final OpenHome open;
    private final AtomicReference<Database> state = new AtomicReference<>();

    private ManyFiles(Path folder, int number) throws IOException {
        this.home = TestHome.in(folder);
        this.number = number;
        write(0, 0);
        this.open = OpenHome.of(
                home,
                database -> {
                    state.set(database);
                    return new EmbeddedStore(database);
                },
                new HashEmbedder());
    }

    /** Writes the files and makes them known. */
    static ManyFiles in(Path folder, int number) throws IOException {
        ManyFiles files = new ManyFiles(folder, number);
        files.pass();
        String recipe = files.open
                .memory()
                .documents()
                .find(new DocumentKey("docs", id(0)))
                .orElseThrow()
                .recipe();
        for (int from = 1; from < number; from += IN_A_TRANSACTION) {
            int first = from;
            Objects.requireNonNull(files.state.get()).writing(handle -> files.know(first, recipe));
        }
        files.pass();
        return files;
    }

    private void know(int first, String recipe) {
        for (int i = first; i < Math.min(number, first + IN_A_TRANSACTION); i++) {
            try {
                write(i, 0);
                know(version(i, recipe));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void know(DocumentVersion version) {
        List<Chunk> chunks = number > MOST_WITH_CHUNKS ? List.of() : List.of(chunk(version));
        open.memory().documents().indexed(version, chunks, Instant.now());
        if (!chunks.isEmpty()) {
            open.memory().store().upsert(version, chunks, Map.of(version.checksum(), VECTOR));
        }
    }

    private DocumentVersion version(int i, String recipe) throws IOException {
        Path path = path(i);
        FolderFile file = FolderFile.stat(id(i), path, false);
        String checksum = DigestUtils.sha256Hex(text(i, 0));
        DocumentKey key = new DocumentKey("docs", id(i));
        String name = String.valueOf(path.getFileName());
        return new DocumentVersion(
                key,
                file.fingerprint(),
                checksum,
                recipe,
                name,
                "Document " + i,
                path.toUri().toString(),
                file.modifiedAt(),
                new TreeMap<>());
    }

    private static Chunk chunk(DocumentVersion version) {
        return new Chunk(
                new ChunkIds(version.key()).next(version.checksum()),
                0,
                version.checksum(),
                String.valueOf(version.title()),
                "Version 0 of what it says.",
                0,
                0,
                12);
    }

    private static String id(int i) {
        return "folder-%04d/document-%03d.md".formatted(i / IN_A_FOLDER, i % IN_A_FOLDER);
    }

    private static String text(int i, int version) {
        return "# Document " + i + "\n\nVersion " + version + " of what it says.\n";
    }

    private Path path(int i) {
        return root().resolve(id(i));
    }

    Path root() {
        return home.documents().root();
    }

    /** Writes one of them, with a text that depends on its number and the version. */
    void write(int i, int version) throws IOException {
        if (i % IN_A_FOLDER == 0) {
            Files.createDirectories(path(i).getParent());
        }
        Files.writeString(path(i), text(i, version));
    }

    /** One pass, which must find every file. */
    Run pass() {
        Run run = open.pass();
        if (run.counts().failed() > 0 || run.message() != null) {
            throw new IllegalStateException("The pass is not what was to be measured: " + run);
        }
        return run;
    }

    @Override
    public void close() {
        open.close();
    }
}
