package dev.freshet.source.git;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.FetchResult;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.TrackingRefUpdate;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;

/** Reaches a repository and finds the commit that its branch is at. */
final class Repositories {

    private static final String FETCHED = "refs/freshet/head";

    /** Without a sign of life from the server, in s. */
    private static final int PATIENCE = 60;

    private static final Set<RefUpdate.Result> FAILURES = Set.of(
            RefUpdate.Result.LOCK_FAILURE,
            RefUpdate.Result.IO_FAILURE,
            RefUpdate.Result.REJECTED,
            RefUpdate.Result.REJECTED_CURRENT_BRANCH,
            RefUpdate.Result.REJECTED_MISSING_OBJECT,
            RefUpdate.Result.REJECTED_OTHER_REASON);

    private final GitOptions options;

    Repositories(GitOptions options) {
        this.options = options;
    }

    /** Opens it, after a fetch where one is asked for. */
    Repository open() throws IOException {
        SystemConfig.leaveOut();
        if (options.isRemote()) {
            return fetched();
        }
        Path folder = Path.of(options.repository());
        Repository repository = local(folder);
        if (options.fetch()) {
            fetchOrigin(repository);
        }
        return repository;
    }

    private static Repository local(Path folder) throws IOException {
        try {
            Path inside = folder.resolve(Constants.DOT_GIT);
            File place = Files.exists(inside) ? inside.toFile() : folder.toFile();
            FileRepositoryBuilder builder = new FileRepositoryBuilder().setMustExist(true);
            // a work tree of another clone has a file there that says where its repository is
            return (Files.isRegularFile(inside) ? builder.setWorkTree(folder.toFile()) : builder.setGitDir(place))
                    .build();
        } catch (RepositoryNotFoundException e) {
            throw new IOException(
                    folder + " is not a git repository. Its documents were kept. Clone or mount it, or correct"
                            + " 'repository'.",
                    e);
        }
    }

    private Repository fetched() throws IOException {
        Files.createDirectories(options.mirror());
        Repository repository = new FileRepositoryBuilder()
                .setBare()
                .setGitDir(options.mirror().toFile())
                .build();
        if (!repository.getObjectDatabase().exists()) {
            repository.create(true);
        }
        String wanted = options.branch().isBlank() ? Constants.HEAD : branch();
        fetch(repository, options.repository(), new RefSpec("+" + wanted + ":" + FETCHED));
        return repository;
    }

    private String branch() {
        return options.branch().startsWith("refs/") ? options.branch() : Constants.R_HEADS + options.branch();
    }

    private void fetchOrigin(Repository repository) throws IOException {
        String origin = repository.getConfig().getString("remote", "origin", "url");
        if (origin == null) {
            repository.close();
            throw new IOException(options.repository() + " has no remote 'origin' to fetch from. Its documents were"
                    + " kept. Add one, or set 'fetch: false'.");
        }
        fetch(repository, "origin", new RefSpec("+refs/heads/*:refs/remotes/origin/*"));
    }

    private void fetch(Repository repository, String from, RefSpec what) throws IOException {
        try (Git git = new Git(repository)) {
            var fetch = git.fetch().setRemote(from).setRefSpecs(what).setTimeout(PATIENCE);
            if (!options.credentials().password().isBlank()) {
                fetch.setCredentialsProvider(new UsernamePasswordCredentialsProvider(
                        options.credentials().user(), options.credentials().password()));
            }
            refuseFailures(fetch.setRemoveDeletedRefs(true).call());
        } catch (GitAPIException e) {
            repository.close();
            throw new IOException(
                    "'" + what.getSource() + "' of " + options.repository() + " can't be fetched: " + innermost(e)
                            + ". Its documents were kept. Look at 'repository', 'branch', 'user' and 'password'.",
                    e);
        }
    }

    /** A fetch that couldn't write down what it got would look like one with nothing new. */
    private void refuseFailures(FetchResult fetched) throws IOException {
        for (TrackingRefUpdate update : fetched.getTrackingRefUpdates()) {
            if (FAILURES.contains(update.getResult())) {
                throw new IOException("What was fetched of " + options.repository() + " can't be noted as '"
                        + update.getLocalName() + "' (" + update.getResult() + "). Its documents were kept. Remove"
                        + " the file of that name with the ending .lock, if a killed process left one.");
            }
        }
    }

    private static String innermost(Throwable error) {
        Throwable cause = error;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return Objects.requireNonNullElse(cause.getMessage(), cause.toString());
    }

    /** The commit that the branch is at. */
    ObjectId head(Repository repository) throws IOException {
        String name = headName(repository);
        ObjectId head = repository.resolve(name + "^{commit}");
        if (head == null) {
            throw new IOException("There is no '" + name + "' in " + options.repository() + ". Its documents were kept."
                    + " Correct 'branch', or make the first commit.");
        }
        return head;
    }

    private String headName(Repository repository) throws IOException {
        if (options.isRemote()) {
            return FETCHED;
        }
        if (!options.fetch()) {
            return options.branch().isBlank() ? Constants.HEAD : options.branch();
        }
        Ref head = repository.exactRef(Constants.HEAD);
        String checkedOut = head == null
                ? Constants.MASTER
                : Repository.shortenRefName(head.getTarget().getName());
        return Constants.R_REMOTES + "origin/" + (options.branch().isBlank() ? checkedOut : options.branch());
    }
}
