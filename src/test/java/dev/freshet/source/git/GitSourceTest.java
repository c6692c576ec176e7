package dev.freshet.source.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.contract.SourceContract;
import dev.freshet.testing.Logged;
import dev.freshet.testing.Synced;
import dev.freshet.testing.TestHome;
import dev.freshet.testing.TestSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.ResetCommand.ResetType;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.util.FileUtils;
import org.junit.jupiter.api.Test;

/** Kamelet git-source keeps what every source does, and what git makes possible. */
class GitSourceTest extends SourceContract {

    @SuppressWarnings("NullAway.Init")
    private GitRepository repository;

    @Override
    protected World world(Path folder) throws Exception {
        repository = new GitRepository(folder.resolve("handbook"));
        repository.write("README.txt", "").write("zoo/crane.png", "").commit("Begin");
        repository.delete("README.txt").commit("Without documents");
        return new Branch(repository);
    }

    private record Branch(GitRepository repository) implements World {

        @Override
        public void writeSource(TestHome home) {
            home.kamelet("docs", "git-source")
                    .with("repository", repository.root().toString())
                    .write();
        }

        @Override
        public String add(String name, String text) throws Exception {
            repository.write(name, text).commit("Add " + name);
            return name;
        }

        @Override
        public void edit(String id, String text) throws Exception {
            repository.write(id, text).commit("Edit " + id);
        }

        @Override
        public String rename(String id, String name) throws Exception {
            String text = Files.readString(repository.root().resolve(id));
            repository.delete(id).write(name, text).commit("Rename " + id);
            return name;
        }

        @Override
        public String move(String id) throws Exception {
            return rename(id, "elsewhere/" + id);
        }

        @Override
        public void delete(String id) throws Exception {
            repository.delete(id).commit("Delete " + id);
        }

        @Override
        public String restore(String id) throws Exception {
            repository.git().checkout().setStartPoint("HEAD~1").addPath(id).call();
            repository.commit("Restore " + id);
            return id;
        }

        /** All files are compared, since the last commits are others, and a folder after the documents can't be read. */
        @Override
        public void breakListing() throws Exception {
            repository.git().reset().setMode(ResetType.SOFT).setRef("HEAD~3").call();
            repository.commit("Rewritten");
            Files.move(repository.object("HEAD:zoo"), lost());
        }

        @Override
        public void mendListing() throws Exception {
            Files.move(lost(), repository.object("HEAD:zoo"));
        }

        private Path lost() {
            return repository.root().resolveSibling("lost");
        }

        @Override
        public boolean listsEverything() {
            return false;
        }

        @Override
        public void close() {
            repository.close();
        }
    }

    private TestSource source() {
        return home.kamelet("docs", "git-source")
                .with("repository", repository.root().toString());
    }

    @Test
    void what_is_not_committed_is_not_there() throws Exception {
        repository.write("a.md", "Committed text.").commit("Add");
        repository.write("a.md", "Text in the work tree alone.");

        home.sync();

        assertThat(home.store().chunksOf("a.md")).singleElement().asString().contains("Committed text");
    }

    @Test
    void commit_author_and_time_of_the_last_change_are_metadata() throws Exception {
        RevCommit first = repository.write("a.md", "About wharves.").commit("Add");
        repository.write("b.md", "About locks.").commit("Add another");
        source().with("urlPrefix", "https://git.example.com/handbook/blob/main/")
                .write();

        home.sync();

        assertThat(home.search("wharves", Map.of("commit", first.name())))
                .singleElement()
                .satisfies(hit -> {
                    assertThat(hit.metadata())
                            .containsEntry("author", "Ada Writer")
                            .containsEntry("committed", "2026-01-01T12:03:00Z");
                    assertThat(hit.url()).isEqualTo("https://git.example.com/handbook/blob/main/a.md");
                });
        assertThat(home.store().column("SELECT modified_at FROM documents ORDER BY document"))
                .containsExactly("2026-01-01T12:03:00.000Z", "2026-01-01T12:04:00.000Z");
    }

    @Test
    void own_fields_of_the_route_reach_the_store_and_can_be_filtered() throws Exception {
        repository.write("a.md", "About wharves.").commit("Add");
        source().step("setHeader: {name: team, constant: harbour}").write();

        home.sync();

        assertThat(home.search("wharves", Map.of("team", "harbour"))).hasSize(1);
        assertThat(home.search("wharves", Map.of("team", "other"))).isEmpty();
    }

    @Test
    void rewritten_history_is_compared_file_by_file() throws Exception {
        RevCommit base = repository.write("a.md", "About wharves.").commit("Add");
        repository.write("b.md", "About locks.").commit("Add another");
        home.sync();
        repository.git().reset().setMode(ResetType.HARD).setRef(base.name()).call();
        repository.write("c.md", "About dredging.").commit("Add a third");

        Synced after = home.sync();

        assertThat(after.counts()).isEqualTo("completed +1 ~0 -1 =1 !0");
        home.assertEqualToFreshIngest();
    }

    @Test
    void shallow_clone_of_an_url_is_enough_and_follows_its_branch() throws Exception {
        for (int i = 0; i < 5; i++) {
            repository.write("a.md", "Version " + i + " of the wharf rules.").commit("Edit");
        }
        Path shallow = folder.resolve("shallow");
        String url = "file://" + repository.root();
        Git.cloneRepository()
                .setURI(url)
                .setDirectory(shallow.toFile())
                .setDepth(1)
                .call()
                .close();
        home.kamelet("docs", "git-source")
                .with("repository", shallow.toString())
                .with("fetch", "true")
                .write();
        assertThat(home.sync().counts()).isEqualTo("completed +1 ~0 -0 =0 !0");
        repository.write("b.md", "About locks.").commit("Add");

        assertThat(home.sync().counts()).startsWith("completed +1 ~0 -0");

        assertThat(home.store().indexed()).containsExactly("a.md", "b.md");
    }

    private void cloneShallow(Path place) throws Exception {
        Git.cloneRepository()
                .setURI("file://" + repository.root())
                .setDirectory(place.toFile())
                .setDepth(1)
                .call()
                .close();
    }

    @Test
    void shallow_clone_that_lacks_the_last_commit_is_compared_file_by_file() throws Exception {
        repository.write("a.md", "About wharves.").write("b.md", "About locks.").commit("Add");
        Path shallow = folder.resolve("shallow");
        cloneShallow(shallow);
        home.kamelet("docs", "git-source")
                .with("repository", shallow.toString())
                .write();
        home.sync();
        repository.write("a.md", "About new wharves.").commit("Edit");
        repository.delete("b.md").write("c.md", "About dredging.").commit("Change");
        FileUtils.delete(shallow.toFile(), FileUtils.RECURSIVE);
        cloneShallow(shallow);

        assertThat(home.sync().counts()).isEqualTo("completed +1 ~1 -1 =0 !0");

        assertThat(home.store().indexed()).containsExactly("a.md", "c.md");
        assertThat(home.store().chunksOf("a.md")).singleElement().asString().contains("new wharves");
        home.assertEqualToFreshIngest();
    }

    @Test
    void commit_that_the_repository_lost_is_compared_file_by_file() throws Exception {
        RevCommit base = repository.write("a.md", "About wharves.").commit("Add");
        RevCommit lost = repository.write("b.md", "About locks.").commit("Add another");
        home.sync();
        repository.git().reset().setMode(ResetType.HARD).setRef(base.name()).call();
        Files.delete(repository
                .root()
                .resolve(".git/objects/" + lost.name().substring(0, 2) + "/"
                        + lost.name().substring(2)));
        repository.write("c.md", "About dredging.").commit("Add a third");

        assertThat(home.sync().counts()).isEqualTo("completed +1 ~0 -1 =1 !0");

        home.assertEqualToFreshIngest();
    }

    @Test
    void url_is_fetched_with_user_and_password() throws Exception {
        repository.write("a.md", "About wharves.").commit("Add");
        try (GitServer server = new GitServer(repository.git().getRepository(), "freshet", "secret")) {
            TestSource source = home.kamelet("docs", "git-source")
                    .with("repository", server.url())
                    .with("user", "freshet");
            source.with("password", "secret").write();
            assertThat(home.sync().counts()).isEqualTo("completed +1 ~0 -0 =0 !0");
            repository.write("b.md", "About locks.").commit("Add another");
            assertThat(home.sync().counts()).isEqualTo("completed +1 ~0 -0 =0 !0");
            source.with("password", "wrong-one").write();

            Synced refused = home.sync();

            assertThat(refused.run().status().text()).isEqualTo("failed");
            assertThat(refused.run().message())
                    .contains("can't be fetched", "'user' and 'password'")
                    .doesNotContain("wrong-one");
            assertThat(home.store().indexed()).containsExactly("a.md", "b.md");
        }
    }

    @Test
    void url_is_fetched_before_each_look() throws Exception {
        repository.write("a.md", "About wharves.").commit("Add");
        repository.git().checkout().setCreateBranch(true).setName("draft").call();
        repository.write("b.md", "About locks.").commit("Draft");
        home.kamelet("docs", "git-source")
                .with("repository", "file://" + repository.root())
                .with("branch", "main")
                .write();
        assertThat(home.sync().counts()).isEqualTo("completed +1 ~0 -0 =0 !0");
        repository.git().checkout().setName("main").call();
        repository.write("c.md", "About dredging.").commit("Add");

        assertThat(home.sync().counts()).isEqualTo("completed +1 ~0 -0 =0 !0");

        assertThat(home.store().indexed()).containsExactly("a.md", "c.md");
    }

    @Test
    void missing_branch_is_named_and_deletes_nothing() throws Exception {
        repository.write("a.md", "About wharves.").commit("Add");
        home.sync();
        source().with("branch", "trunk").write();

        Synced sync = home.sync();

        assertThat(sync.run().status().text()).isEqualTo("failed");
        assertThat(sync.run().message()).contains("There is no 'trunk'", "Correct 'branch'");
        assertThat(home.store().indexed()).containsExactly("a.md");
    }

    @Test
    void submodules_links_and_pointers_of_lfs_are_named_and_left_out() throws Exception {
        repository.write("a.md", "About wharves.");
        repository.write("big.pdf", "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n");
        Files.createSymbolicLink(repository.root().resolve("link.md"), Path.of("a.md"));
        repository.commit("Add");
        addSubmodule("vendor/lib");

        Synced sync;
        List<String> said;
        try (Logged logged = Logged.of("dev.freshet.camel")) {
            sync = home.sync();
            said = logged.lines();
        }

        assertThat(said)
                .contains(
                        "docs:vendor/lib is left out: a submodule; give it a source of its own.",
                        "docs:big.pdf is left out: a pointer of Git LFS, whose content is not in the repository.",
                        "docs:link.md is left out: a symbolic link.");
        assertThat(sync.counts()).isEqualTo("completed +1 ~0 -0 =0 !0");
        assertThat(sync.run().counts().excluded())
                .as("with the picture that every repository here has")
                .isEqualTo(4);
        home.assertEqualToFreshIngest();
    }

    private void addSubmodule(String path) throws Exception {
        var inserter = repository.git().getRepository().newObjectInserter();
        var cache = repository.git().getRepository().lockDirCache();
        var builder = cache.builder();
        for (int i = 0; i < cache.getEntryCount(); i++) {
            builder.add(cache.getEntry(i));
        }
        var entry = new org.eclipse.jgit.dircache.DirCacheEntry(path);
        entry.setFileMode(FileMode.GITLINK);
        entry.setObjectId(ObjectId.fromString("1234567890123456789012345678901234567890"));
        builder.add(entry);
        builder.commit();
        inserter.close();
        repository.git().commit().setMessage("Add a submodule").setSign(false).call();
    }

    @Test
    void folder_and_patterns_choose_files_and_ids_begin_below_the_folder() throws Exception {
        repository.write("docs/a.md", "About wharves.").write("docs/drafts/b.md", "About locks.");
        repository
                .write("src/c.md", "About dredging.")
                .write("docs/.hidden/d.md", "About tides.")
                .commit("Add");
        source().with("folder", "docs/").with("exclude", "drafts/**").write();
        home.sync();
        repository.delete("src/c.md").write("docs/e.md", "About cranes.").commit("Change");

        assertThat(home.sync().counts()).isEqualTo("completed +1 ~0 -0 =0 !0");

        assertThat(home.store().indexed()).containsExactly("a.md", "e.md");
    }

    @Test
    void merged_branches_leave_each_file_with_its_own_last_commit() throws Exception {
        repository.write("a.md", "About wharves.").write("b.md", "About locks.").commit("Add");
        home.sync();
        repository.git().checkout().setCreateBranch(true).setName("side").call();
        RevCommit side = repository.write("b.md", "About new locks.").commit("Side");
        repository.git().checkout().setName("main").call();
        repository.write("a.md", "About new wharves.").commit("Main");
        repository.git().merge().include(side).setMessage("Merge").call();

        assertThat(home.sync().counts()).isEqualTo("completed +0 ~2 -0 =0 !0");

        assertThat(home.search("locks", Map.of("commit", side.name()))).hasSize(1);
        home.assertEqualToFreshIngest();
    }

    @Test
    void random_history_ends_in_the_same_store_as_a_fresh_ingest() throws Exception {
        home.option("freshet.delete-guard.documents", "1000");
        Random random = new Random(2026);
        List<String> names = new ArrayList<>();
        for (int change = 1; change <= 500; change++) {
            int kind = random.nextInt(names.size() < 5 ? 1 : 5);
            String name = names.isEmpty() ? "" : names.get(random.nextInt(names.size()));
            switch (kind) {
                case 0, 1 -> {
                    String added = "part" + random.nextInt(4) + "/n" + change + ".md";
                    repository.write(added, "Note " + change + " about boats.").commit("Add");
                    names.add(added);
                }
                case 2 ->
                    repository.write(name, "Edited in change " + change + ".").commit("Edit");
                case 3 -> {
                    repository.delete(name).commit("Delete");
                    names.remove(name);
                }
                default -> {
                    String moved = "moved/n" + change + ".md";
                    String text = Files.readString(repository.root().resolve(name));
                    repository.delete(name).write(moved, text).commit("Move");
                    names.remove(name);
                    names.add(moved);
                }
            }
            if (change % 50 == 0) {
                assertThat(home.sync().counts()).startsWith("completed").endsWith("!0");
            }
        }
        home.assertEqualToFreshIngest();
        assertThat(home.store().indexed()).hasSameElementsAs(names);
    }
}
