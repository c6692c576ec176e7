package dev.freshet.source.git;

import dev.freshet.source.ListedDocument;
import dev.freshet.source.ListedSource;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.AndTreeFilter;
import org.eclipse.jgit.treewalk.filter.PathFilter;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.jspecify.annotations.Nullable;

/**
 * The files of a branch. A document's id is its path below the folder; its fingerprint names its blob and its last commit.
 * A cursor is a commit: between it and the branch, each commit says what it changed. Where history was rewritten, or is
 * cut short before the cursor, all files are compared.
 */
public final class GitSource implements ListedSource {

    private final GitOptions options;
    private final Repositories repositories;
    private @Nullable Look look;

    public GitSource(GitOptions options) {
        this.options = options;
        this.repositories = new Repositories(options);
    }

    /**
     * A repository as a pass sees it, fetched once.
     *
     * @param history of all commits, walked no further than asked
     */
    private record Look(Repository repository, ObjectId head, History history) implements AutoCloseable {

        @Override
        public void close() {
            history.close();
            repository.close();
        }
    }

    @Override
    public synchronized void begin() {
        close();
    }

    @Override
    public synchronized void close() {
        if (look != null) {
            look.close();
            look = null;
        }
    }

    private synchronized Look look() throws IOException {
        if (look == null) {
            Repository repository = repositories.open();
            try {
                ObjectId head = repositories.head(repository);
                look = new Look(repository, head, new History(repository, head, null, options.folder()));
            } catch (IOException e) {
                repository.close();
                throw e;
            }
        }
        return look;
    }

    @Override
    public Listed list(@Nullable String cursor, Visitor visitor) throws IOException {
        Look now = look();
        ObjectId since = cursor == null ? null : ancestor(now.repository(), cursor, now.head());
        if (since == null) {
            listAll(now, visitor);
        } else if (!since.equals(now.head())) {
            listChanges(now, since, visitor);
        }
        return new Listed(now.head().name(), since == null);
    }

    /** The commit that was listed, where all that came since can be told from the branch; else null. */
    private static @Nullable ObjectId ancestor(Repository repository, String cursor, ObjectId head) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            RevCommit old = walk.parseCommit(ObjectId.fromString(cursor));
            return walk.isMergedInto(old, walk.parseCommit(head)) ? old.getId() : null;
        } catch (MissingObjectException e) {
            return null;
        }
    }

    private void listAll(Look now, Visitor visitor) throws IOException {
        try (TreeWalk files = new TreeWalk(now.repository())) {
            GitFiles listing = new GitFiles(now.repository(), options, visitor);
            files.setRecursive(true);
            files.addTree(tree(now.repository(), now.head()));
            if (!options.folder().isEmpty()) {
                files.setFilter(PathFilter.create(options.folder()));
            }
            while (files.next() && !visitor.cancelled()) {
                listing.show(files, now.history());
            }
        }
    }

    private void listChanges(Look now, ObjectId since, Visitor visitor) throws IOException {
        Repository repository = now.repository();
        RevTree tree = tree(repository, now.head());
        try (History changes = new History(repository, now.head(), since, options.folder())) {
            GitFiles listing = new GitFiles(repository, options, visitor);
            Set<String> paths = new TreeSet<>(changes.paths());
            paths.addAll(differences(repository, since, tree));
            for (String path : paths) {
                if (visitor.cancelled()) {
                    return;
                }
                try (TreeWalk file = TreeWalk.forPath(repository, path, tree)) {
                    if (file == null || file.isSubtree()) {
                        visitor.gone(listing.id(path));
                    } else {
                        listing.show(file, changes.of(path) == null ? now.history() : changes);
                    }
                }
            }
        }
    }

    /** The proof that nothing is missed, however the commits between were merged. */
    private Set<String> differences(Repository repository, ObjectId since, RevTree tree) throws IOException {
        Set<String> paths = new TreeSet<>();
        try (TreeWalk both = new TreeWalk(repository)) {
            both.setRecursive(true);
            both.addTree(tree(repository, since));
            both.addTree(tree);
            both.setFilter(
                    options.folder().isEmpty()
                            ? TreeFilter.ANY_DIFF
                            : AndTreeFilter.create(PathFilter.create(options.folder()), TreeFilter.ANY_DIFF));
            while (both.next()) {
                paths.add(both.getPathString());
            }
        }
        return paths;
    }

    private static RevTree tree(Repository repository, ObjectId commit) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            return walk.parseCommit(commit).getTree();
        }
    }

    @Override
    public @Nullable ListedDocument find(String id) throws IOException {
        Look now = look();
        String path = options.folder().isEmpty() ? id : options.folder() + "/" + id;
        try (TreeWalk file = TreeWalk.forPath(now.repository(), path, tree(now.repository(), now.head()))) {
            return file == null || file.isSubtree()
                    ? null
                    : new GitFiles(now.repository(), options, null).document(file, now.history());
        }
    }
}
