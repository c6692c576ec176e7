package dev.freshet.source.git;

import dev.freshet.source.Description;
import dev.freshet.source.Exclusion;
import dev.freshet.source.FetchedDocument;
import dev.freshet.source.ListedDocument;
import dev.freshet.source.ListedSource.Visitor;
import dev.freshet.source.git.History.LastChange;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/** Tells the documents of a tree from submodules, links, pointers to large files and what the rules leave out. */
final class GitFiles {

    /** Where Git LFS's pointers end, in bytes, and how they begin, by its specification. */
    private static final int LONGEST_POINTER = 1_024;

    private static final String POINTER = "version https://git-lfs.github.com/spec/";

    private final Repository repository;
    private final GitOptions options;
    private final @Nullable Visitor visitor;

    /**
     * @param visitor hears of each file; null = only {@link #document} is used
     */
    GitFiles(Repository repository, GitOptions options, @Nullable Visitor visitor) {
        this.repository = repository;
        this.options = options;
        this.visitor = visitor;
    }

    /** Shows the visitor the file that a walk stands at. */
    void show(TreeWalk file, History history) throws IOException {
        Visitor listener = Objects.requireNonNull(visitor);
        String id = id(file.getPathString());
        Optional<String> rule = exclusion(file);
        if (rule.isPresent()) {
            listener.excluded(id, rule.get());
            listener.gone(id);
        } else {
            listener.document(listed(file, history));
        }
    }

    /** The document that a walk stands at; null = it is none. */
    @Nullable
    ListedDocument document(TreeWalk file, History history) throws IOException {
        return exclusion(file).isPresent() ? null : listed(file, history);
    }

    String id(String path) {
        return options.folder().isEmpty() || path.length() <= options.folder().length()
                ? path
                : path.substring(options.folder().length() + 1);
    }

    private Optional<String> exclusion(TreeWalk file) throws IOException {
        FileMode mode = file.getFileMode(0);
        if (mode == FileMode.GITLINK) {
            return Optional.of("a submodule; give it a source of its own");
        }
        if (mode == FileMode.SYMLINK) {
            return Optional.of("a symbolic link");
        }
        long size = file.getObjectReader().getObjectSize(file.getObjectId(0), Constants.OBJ_BLOB);
        Optional<String> rule =
                options.rules().path(id(file.getPathString()), size).map(Exclusion::text);
        return rule.isEmpty() && size <= LONGEST_POINTER && isPointer(file)
                ? Optional.of("a pointer of Git LFS, whose content is not in the repository")
                : rule;
    }

    private static boolean isPointer(TreeWalk file) throws IOException {
        byte[] bytes = file.getObjectReader().open(file.getObjectId(0)).getBytes();
        return new String(bytes, StandardCharsets.UTF_8).startsWith(POINTER);
    }

    private ListedDocument listed(TreeWalk file, History history) throws IOException {
        String path = file.getPathString();
        LastChange change = Objects.requireNonNull(history.of(path), path);
        ObjectId blob = file.getObjectId(0).copy();
        Description description = new Description(
                path.substring(path.lastIndexOf('/') + 1),
                null,
                options.urlPrefix().isBlank() ? null : options.urlPrefix() + encoded(path),
                change.at(),
                new TreeMap<>(Map.of(
                        "commit",
                        change.commit(),
                        "author",
                        change.author(),
                        "committed",
                        DateTimeFormatter.ISO_INSTANT.format(change.at()))));
        return new ListedDocument(
                id(path), blob.name() + "@" + change.commit(), description, () -> read(blob, path, description));
    }

    private static String encoded(String path) {
        return URLEncoder.encode(path, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%2F", "/");
    }

    private FetchedDocument read(ObjectId blob, String path, Description description) throws IOException {
        try {
            ObjectLoader loader = repository.open(blob, Constants.OBJ_BLOB);
            return new FetchedDocument(
                    description, loader.getBytes((int) Math.min(loader.getSize(), Integer.MAX_VALUE)));
        } catch (MissingObjectException e) {
            throw new NoSuchFileException(path, null, "its blob " + blob.name() + " is gone from the repository");
        }
    }
}
