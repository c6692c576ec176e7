package dev.freshet.source.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.source.FileRules;
import dev.freshet.source.ListedDocument;
import dev.freshet.source.ListedSource.Listed;
import dev.freshet.source.ListedSource.Visitor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a look at a big repository costs. */
class GitCostTest {

    private static final int FILES = 50_000;
    private static final int CHANGED = 10;
    private static final int LOOKS = 7;
    private static final long MOST_MS = 1_000;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    /** Notes what a listing has. */
    private static final class Notes implements Visitor {
        private final List<String> documents = new ArrayList<>();

        @Override
        public void document(ListedDocument document) {
            documents.add(document.id());
        }

        @Override
        public void gone(String id) {
            throw new AssertionError(id + " is not gone");
        }

        @Override
        public void excluded(String id, String rule) {
            throw new AssertionError(id + " is not excluded");
        }

        @Override
        public void incomplete(String reason) {
            throw new AssertionError(reason);
        }

        @Override
        public @Nullable String fingerprint(String id) {
            return null;
        }

        @Override
        public boolean cancelled() {
            return false;
        }
    }

    @Test
    void ten_changes_among_50_000_files_are_found_in_less_than_a_second() throws Exception {
        SystemConfig.leaveOut();
        try (Git git = Git.init()
                .setDirectory(folder.toFile())
                .setInitialBranch("main")
                .call()) {
            ObjectId first = commit(git, 0, null);
            GitSource source = new GitSource(options());
            Listed all = source.list(null, new Notes());
            assertThat(all.cursor()).isEqualTo(first.name());
            commit(git, 1, first);

            long[] took = new long[LOOKS];
            for (int i = 0; i < LOOKS; i++) {
                Notes notes = new Notes();
                long begin = System.nanoTime();
                source.begin();
                source.list(first.name(), notes);
                took[i] = (System.nanoTime() - begin) / 1_000_000;
                assertThat(notes.documents).hasSize(CHANGED);
            }

            Arrays.sort(took);
            System.out.printf(
                    "%d changes among %d files: median %d ms, %d to %d ms; bound %d ms%n",
                    CHANGED, FILES, took[LOOKS / 2], took[0], took[LOOKS - 1], MOST_MS);
            assertThat(took[LOOKS / 2]).isLessThan(MOST_MS);
        }
    }

    private GitOptions options() {
        FileRules rules = new FileRules(id -> true, id -> false, 1_000_000, false);
        return new GitOptions(folder.toString(), "", false, "", rules, "", folder, new GitOptions.Credentials("", ""));
    }

    /** Writes all files straight into the object store; the first few are those of this version. */
    private static ObjectId commit(Git git, int version, @Nullable ObjectId parent) throws Exception {
        try (ObjectInserter objects = git.getRepository().newObjectInserter()) {
            DirCache cache = DirCache.newInCore();
            DirCacheBuilder builder = cache.builder();
            for (int i = 0; i < FILES; i++) {
                String text = "File " + i + " in version " + (i < CHANGED ? version : 0) + ".";
                DirCacheEntry entry = new DirCacheEntry("part%03d/file%05d.md".formatted(i % 250, i));
                entry.setFileMode(FileMode.REGULAR_FILE);
                entry.setObjectId(objects.insert(Constants.OBJ_BLOB, text.getBytes(StandardCharsets.UTF_8)));
                builder.add(entry);
            }
            builder.finish();
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(cache.writeTree(objects));
            PersonIdent somebody = new PersonIdent(
                    "Ada Writer", "ada@example.org", Instant.parse("2026-01-01T12:00:00Z"), ZoneOffset.UTC);
            commit.setAuthor(somebody);
            commit.setCommitter(somebody);
            commit.setMessage("Version " + version);
            if (parent != null) {
                commit.setParentId(parent);
            }
            ObjectId id = objects.insert(commit);
            objects.flush();
            var update = git.getRepository().updateRef("refs/heads/main");
            update.setNewObjectId(id);
            update.update();
            return id;
        }
    }
}
