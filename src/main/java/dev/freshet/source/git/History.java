package dev.freshet.source.git;

import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.AndTreeFilter;
import org.eclipse.jgit.treewalk.filter.PathFilter;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.jspecify.annotations.Nullable;

/**
 * The last commit of each file, found while walking back from a commit, no further than asked. A commit changes a file
 * when the file differs from that of every parent, as {@code git log} has it. Where a clone is shallow, its oldest
 * commits stand for all before them.
 */
final class History implements AutoCloseable {

    /**
     * A commit, for people.
     *
     * @param at when it was committed
     */
    record LastChange(String commit, String author, Instant at) {}

    private final Repository repository;
    private final RevWalk walk;
    private final String folder;
    private final Map<String, LastChange> found = new HashMap<>();

    /**
     * Stands before a commit.
     *
     * @param since commits that it has too are left out; null = none
     * @param folder what lies elsewhere is left out; blank = nothing
     */
    History(Repository repository, ObjectId from, @Nullable ObjectId since, String folder) throws IOException {
        this.repository = repository;
        this.folder = folder;
        this.walk = new RevWalk(repository);
        try {
            walk.sort(RevSort.TOPO);
            walk.sort(RevSort.COMMIT_TIME_DESC, true);
            walk.markStart(walk.parseCommit(from));
            if (since != null) {
                walk.markUninteresting(walk.parseCommit(since));
            }
        } catch (IOException e) {
            walk.close();
            throw e;
        }
    }

    /** The last commit that changed a file; null = none of these did. */
    @Nullable
    LastChange of(String path) throws IOException {
        LastChange change = found.get(path);
        while (change == null && step()) {
            change = found.get(path);
        }
        return change;
    }

    /** All files that any of these commits changed. */
    Set<String> paths() throws IOException {
        boolean more = true;
        while (more) {
            more = step();
        }
        return found.keySet();
    }

    private boolean step() throws IOException {
        RevCommit commit = walk.next();
        if (commit == null) {
            return false;
        }
        LastChange change = new LastChange(
                commit.name(),
                commit.getAuthorIdent().getName(),
                commit.getCommitterIdent().getWhenAsInstant());
        try (TreeWalk trees = new TreeWalk(repository)) {
            trees.setRecursive(true);
            trees.setFilter(filter());
            for (RevCommit parent : commit.getParents()) {
                trees.addTree(walk.parseCommit(parent).getTree());
            }
            if (commit.getParentCount() == 0) {
                trees.addTree(new EmptyTreeIterator());
            }
            trees.addTree(commit.getTree());
            while (trees.next()) {
                if (differsFromAll(trees)) {
                    found.putIfAbsent(trees.getPathString(), change);
                }
            }
        }
        commit.disposeBody();
        return true;
    }

    private TreeFilter filter() {
        return folder.isEmpty()
                ? TreeFilter.ANY_DIFF
                : AndTreeFilter.create(PathFilter.create(folder), TreeFilter.ANY_DIFF);
    }

    private static boolean differsFromAll(TreeWalk trees) {
        int last = trees.getTreeCount() - 1;
        for (int parent = 0; parent < last; parent++) {
            if (trees.idEqual(parent, last) && trees.getRawMode(parent) == trees.getRawMode(last)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        walk.close();
    }
}
