package dev.freshet.source.folder;

import dev.freshet.source.FileRules;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Collection;

/**
 * Walks a folder, one stat an entry, and holds no more than the folders that are still to be entered. What can't be read
 * is reported, never passed over: a listing with holes must not look like a complete one.
 */
public final class FolderWalk {

    private final Path root;
    private final FolderReader reader;
    private final boolean followLinks;
    private final FolderVisitor visitor;

    public FolderWalk(Path root, FileRules rules, boolean followLinks, FolderVisitor visitor) {
        this.root = root;
        this.reader = new FolderReader(rules, followLinks);
        this.followLinks = followLinks;
        this.visitor = visitor;
    }

    /**
     * Walks all of it. Folders are read on threads of their own; the visitor hears of everything on the thread of the caller.
     *
     * @throws IOException if the root itself can't be read; anything below goes to {@link FolderVisitor#unreadable}
     */
    public void run() throws IOException, InterruptedException {
        new Listers(reader, visitor).walk(root());
    }

    private FolderFile root() throws IOException {
        FolderFile start = FolderFile.stat("", root, true);
        if (start.kind() != FolderFile.Kind.FOLDER) {
            throw new NotDirectoryException(root.toString());
        }
        return start;
    }

    /**
     * Looks at some files alone; of those that a walk would not find, the visitor hears nothing.
     *
     * @throws IOException if the root itself can't be read
     */
    public void look(Collection<String> ids) throws IOException {
        root();
        for (String id : ids) {
            try {
                if (!visitor.cancelled() && !isGone(id)) {
                    visitor.document(FolderFile.stat(id, root.resolve(id), followLinks));
                }
            } catch (NoSuchFileException goneSince) {
                FolderReader.goneOrDangling(id, root.resolve(id), visitor);
            } catch (IOException e) {
                visitor.unreadable(id, e);
            }
        }
    }

    /**
     * Whether a walk would not find this file, by looking at it and at each folder on the way down: any of them may be
     * missing, excluded, or a file or link by now.
     *
     * @throws IOException if that can't be told
     */
    public boolean isGone(String id) throws IOException {
        for (int slash = id.indexOf('/'); slash > 0; slash = id.indexOf('/', slash + 1)) {
            if (isNot(FolderFile.Kind.FOLDER, id.substring(0, slash))) {
                return true;
            }
        }
        return isNot(FolderFile.Kind.FILE, id);
    }

    private boolean isNot(FolderFile.Kind kind, String id) throws IOException {
        Path path = root.resolve(id);
        try {
            FolderFile file = FolderFile.stat(id, path, followLinks);
            return file.kind() != kind
                    || reader.exclusion(file, String.valueOf(path.getFileName()))
                            .isPresent();
        } catch (NoSuchFileException e) {
            return true;
        }
    }
}
