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

    public GitSource(GitOptions options) {
        this.options = options;
        this.repositories = new Repositories(options);
    }

    @Override
    public Listed list(@Nullable String cursor, Visitor visitor) throws IOException {
        try (Repository repository = repositories.open()) {
            ObjectId head = repositories.head(repository);
            ObjectId since = cursor == null ? null : ancestor(repository, cursor, head);
            if (since == null) {
                listAll(repository, head, visitor);
            } else if (!since.equals(head)) {
                listChanges(repository, since, head, visitor);
            }
            return new Listed(head.name(), since == null);
        }
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

    private void listAll(Repository repository, ObjectId head, Visitor visitor) throws IOException {
        try (History history = new History(repository, head, null, options.folder());
                TreeWalk files = new TreeWalk(repository)) {
            GitFiles listing = new GitFiles(repository, repositories, options, visitor);
            files.setRecursive(true);
            files.addTree(tree(repository, head));
            if (!options.folder().isEmpty()) {
                files.setFilter(PathFilter.create(options.folder()));
            }
            while (files.next() && !visitor.cancelled()) {
                listing.show(files, history);
            }
        }
    }

    private void listChanges(Repository repository, ObjectId since, ObjectId head, Visitor visitor) throws IOException {
        RevTree tree = tree(repository, head);
        try (History changes = new History(repository, head, since, options.folder());
                History whole = new History(repository, head, null, options.folder())) {
            GitFiles listing = new GitFiles(repository, repositories, options, visitor);
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
                        listing.show(file, changes.of(path) == null ? whole : changes);
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
        try (Repository repository = repositories.open()) {
            ObjectId head = repositories.head(repository);
            String path = options.folder().isEmpty() ? id : options.folder() + "/" + id;
            try (TreeWalk file = TreeWalk.forPath(repository, path, tree(repository, head));
                    History history = new History(repository, head, null, options.folder())) {
                return file == null || file.isSubtree()
                        ? null
                        : new GitFiles(repository, repositories, options, null).document(file, history);
            }
        }
    }
}
