package dev.freshet.source.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;

/** A repository in the making. Its commits are a minute apart. */
final class GitRepository implements AutoCloseable {

    private final Git git;
    private final Path root;
    private Instant now = Instant.parse("2026-01-01T12:00:00Z");

    GitRepository(Path root) throws GitAPIException {
        SystemConfig.leaveOut();
        this.root = root;
        this.git =
                Git.init().setDirectory(root.toFile()).setInitialBranch("main").call();
    }

    Git git() {
        return git;
    }

    Path root() {
        return root;
    }

    GitRepository write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, text);
        return this;
    }

    GitRepository delete(String path) throws IOException {
        Files.delete(root.resolve(path));
        return this;
    }

    RevCommit commit(String message) throws GitAPIException {
        now = now.plusSeconds(60);
        PersonIdent somebody = new PersonIdent("Ada Writer", "ada@example.org", now, ZoneOffset.UTC);
        git.add().addFilepattern(".").call();
        git.add().setUpdate(true).addFilepattern(".").call();
        return git.commit()
                .setMessage(message)
                .setAuthor(somebody)
                .setCommitter(somebody)
                .setSign(false)
                .call();
    }

    /** The file of an object that is in no pack, by what git calls it, such as {@code HEAD:folder}. */
    Path object(String name) throws IOException {
        String id =
                Objects.requireNonNull(git.getRepository().resolve(name), name).name();
        return root.resolve(".git/objects").resolve(id.substring(0, 2)).resolve(id.substring(2));
    }

    @Override
    public void close() {
        git.close();
    }
}
