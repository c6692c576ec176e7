package dev.freshet.source.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.source.Exclusion;
import dev.freshet.source.FileRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderWalkTest {

    private static final FileRules RULES =
            new FileRules(id -> id.endsWith(".md"), id -> id.equals("drafts") || id.endsWith("secret.md"), 100, false);

    @TempDir
    Path root;

    private final Heard heard = new Heard();

    /** Remembers what a walk finds. */
    private static final class Heard implements FolderVisitor {

        final List<String> documents = new ArrayList<>();
        final Map<String, Exclusion> excluded = new TreeMap<>();
        final List<String> unreadable = new ArrayList<>();
        final Set<Thread> threads = new HashSet<>();
        boolean cancelled;
        int enough = Integer.MAX_VALUE;

        @Nullable
        Error error;

        @Override
        public void document(FolderFile file) {
            if (error != null) {
                throw error;
            }
            documents.add(file.id());
            threads.add(Thread.currentThread());
            cancelled = documents.size() >= enough;
        }

        @Override
        public void excluded(String id, Exclusion rule) {
            excluded.put(id, rule);
        }

        @Override
        public void unreadable(String id, IOException error) {
            unreadable.add(id);
        }

        @Override
        public boolean cancelled() {
            return cancelled;
        }
    }

    private FolderWalk walk(boolean followLinks) {
        return new FolderWalk(root, RULES, followLinks, heard);
    }

    private Path write(String id) throws Exception {
        Path file = root.resolve(id);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "text");
    }

    @Test
    void finds_documents_and_names_the_rule_for_everything_else() throws Exception {
        for (String id : List.of("a.md", "b/c.md", "b/d.png", ".git/e.md", "f~", "drafts/g.md", "b/secret.md")) {
            write(id);
        }
        Files.writeString(root.resolve("long.md"), "x".repeat(101));
        Files.createSymbolicLink(root.resolve("link.md"), Path.of("a.md"));

        walk(false).run();

        assertThat(heard.documents).containsExactlyInAnyOrder("a.md", "b/c.md");
        assertThat(heard.excluded)
                .containsOnly(
                        Map.entry("b/d.png", Exclusion.NOT_INCLUDED),
                        Map.entry(".git", Exclusion.HIDDEN),
                        Map.entry("f~", Exclusion.TEMPORARY),
                        Map.entry("drafts", Exclusion.EXCLUDED),
                        Map.entry("b/secret.md", Exclusion.EXCLUDED),
                        Map.entry("long.md", Exclusion.TOO_LARGE),
                        Map.entry("link.md", Exclusion.LINK));
        assertThat(heard.unreadable).isEmpty();
    }

    @Test
    void follows_links_only_when_told_and_cuts_loops() throws Exception {
        write("a/b.md");
        Files.createSymbolicLink(root.resolve("a/up"), Path.of(".."));
        Files.createSymbolicLink(root.resolve("c"), Path.of("a"));
        Files.createSymbolicLink(root.resolve("nowhere.md"), Path.of("missing"));

        walk(true).run();

        assertThat(heard.documents).containsExactlyInAnyOrder("a/b.md", "c/b.md");
        assertThat(heard.excluded).containsEntry("a/up", Exclusion.LINK).containsEntry("nowhere.md", Exclusion.LINK);
    }

    @Test
    void a_link_to_itself_is_left_out_like_one_to_nowhere() throws Exception {
        Files.createSymbolicLink(root.resolve("self.md"), Path.of("self.md"));

        walk(true).run();

        assertThat(heard.excluded).containsEntry("self.md", Exclusion.LINK);
        assertThat(heard.unreadable).isEmpty();
    }

    @Test
    void takes_names_as_they_are() throws Exception {
        List<String> names =
                List.of("caf\u00e9.md", "cafe\u0301.md", "it's \"it\".md", "two\nlines.md", "a&b#c%20+?.md");
        for (String name : names) {
            write(name);
        }

        walk(false).run();

        assertThat(heard.documents).containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void the_root_may_be_a_link_but_must_be_a_folder() throws Exception {
        write("real/a.md");
        Path link = Files.createSymbolicLink(root.resolve("link"), Path.of("real"));

        new FolderWalk(link, RULES, false, heard).run();

        assertThat(heard.documents).containsExactly("a.md");
        assertThatThrownBy(() -> new FolderWalk(root.resolve("real/a.md"), RULES, false, heard).run())
                .isInstanceOf(NotDirectoryException.class);
        assertThatThrownBy(() -> new FolderWalk(root.resolve("missing"), RULES, false, heard).run())
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void ends_early_when_told() throws Exception {
        write("a.md");
        heard.cancelled = true;

        walk(false).run();

        assertThat(heard.documents).isEmpty();
    }

    @Test
    void tells_of_every_file_of_a_large_tree_once_and_on_the_callers_thread() throws Exception {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            ids.add("%d/%d/%d.md".formatted(i % 7, i % 60, i));
        }
        for (String id : ids) {
            write(id);
        }

        walk(false).run();

        assertThat(heard.documents).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(heard.threads).containsExactly(Thread.currentThread());
    }

    @Test
    void tells_nothing_more_and_reads_nothing_more_once_told_to_end() throws Exception {
        for (int i = 0; i < 3_000; i++) {
            write("%d/%d.md".formatted(i % 50, i));
        }
        heard.enough = 10;

        walk(false).run();

        assertThat(heard.documents).hasSize(10);
        assertNothingReads();
    }

    @Test
    void an_error_of_the_visitor_ends_the_walk() throws Exception {
        for (int i = 0; i < 3_000; i++) {
            write("%d/%d.md".formatted(i % 50, i));
        }
        heard.error = new OutOfMemoryError("in the test");

        assertThatThrownBy(() -> walk(false).run()).isSameAs(heard.error);

        assertNothingReads();
    }

    private static void assertNothingReads() {
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.isAlive() && thread.getName().equals("list"));
    }

    @Test
    void a_file_is_gone_when_a_walk_would_not_find_it() throws Exception {
        write("there.md");
        write("a/there.md");
        write("drafts/a.md");
        write(".hidden/a.md");
        write("file");
        write("folder.md/b");
        Files.createSymbolicLink(root.resolve("link"), Path.of("a"));
        FolderWalk walk = walk(false);

        assertThat(List.of("there.md", "a/there.md")).noneMatch(id -> isGone(walk, id));
        assertThat(List.of(
                        "missing.md",
                        "a/missing.md",
                        "missing/a.md",
                        "drafts/a.md",
                        ".hidden/a.md",
                        "file/a.md",
                        "folder.md",
                        "link/there.md",
                        "a/secret.md"))
                .allMatch(id -> isGone(walk, id));
        assertThat(walk(true).isGone("link/there.md")).isFalse();
    }

    private static boolean isGone(FolderWalk walk, String id) {
        try {
            return walk.isGone(id);
        } catch (IOException e) {
            throw new AssertionError(id, e);
        }
    }

    @Test
    void a_change_of_the_same_size_with_its_old_time_still_shows() throws Exception {
        Path file = write("a.md");
        FileTime time = Files.getLastModifiedTime(file);
        FolderFile before = FolderFile.stat("a.md", file, false);

        Path other = Files.writeString(root.resolve("b.md"), "TEXT");
        Files.setLastModifiedTime(other, time);
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);

        FolderFile after = before.again(false);
        assertThat(after.size()).isEqualTo(before.size());
        assertThat(after.modifiedAt()).isEqualTo(before.modifiedAt());
        assertThat(after.fingerprint()).isNotEqualTo(before.fingerprint());
    }
}
