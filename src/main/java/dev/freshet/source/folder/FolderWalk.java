package dev.freshet.source.folder;

import dev.freshet.source.Exclusion;
import dev.freshet.source.FileRules;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Walks a folder, one stat an entry, and holds no more than the folders that are still to be entered. What can't be read
 * is reported, never passed over: a listing with holes must not look like a complete one.
 */
public final class FolderWalk {

    private final Path root;
    private final FileRules rules;
    private final boolean followLinks;
    private final FolderVisitor visitor;
    private final Deque<Folder> toEnter = new ArrayDeque<>();

    public FolderWalk(Path root, FileRules rules, boolean followLinks, FolderVisitor visitor) {
        this.root = root;
        this.rules = rules;
        this.followLinks = followLinks;
        this.visitor = visitor;
    }

    /**
     * Walks all of it.
     *
     * @throws IOException if the root itself can't be read; anything below goes to {@link FolderVisitor#unreadable}
     */
    public void run() throws IOException {
        FolderFile start = FolderFile.stat("", root, true);
        if (start.kind() != FolderFile.Kind.FOLDER) {
            throw new NotDirectoryException(root.toString());
        }
        enter(new Folder(start, null));
        while (!toEnter.isEmpty() && !visitor.cancelled()) {
            Folder folder = toEnter.removeLast();
            try {
                enter(folder);
            } catch (IOException e) {
                visitor.unreadable(folder.file().id(), e);
            }
        }
    }

    /**
     * Looks at some files alone; of those that a walk would not find, the visitor hears nothing.
     *
     * @throws IOException if the root itself can't be read
     */
    public void look(Collection<String> ids) throws IOException {
        FolderFile start = FolderFile.stat("", root, true);
        if (start.kind() != FolderFile.Kind.FOLDER) {
            throw new NotDirectoryException(root.toString());
        }
        for (String id : ids) {
            try {
                if (!visitor.cancelled() && !isGone(id)) {
                    visitor.document(FolderFile.stat(id, root.resolve(id), followLinks));
                }
            } catch (NoSuchFileException goneSince) {
                goneOrDangling(id, root.resolve(id));
            } catch (IOException e) {
                visitor.unreadable(id, e);
            }
        }
    }

    private void enter(Folder folder) throws IOException {
        if (followLinks && folder.isLoop()) {
            visitor.excluded(folder.file().id(), Exclusion.LINK);
            return;
        }
        try (DirectoryStream<Path> entries =
                Files.newDirectoryStream(folder.file().path())) {
            for (Path entry : entries) {
                if (visitor.cancelled()) {
                    return;
                }
                look(folder, entry);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private void look(Folder parent, Path path) {
        String name = String.valueOf(path.getFileName());
        String id = parent.file().id().isEmpty() ? name : parent.file().id() + "/" + name;
        try {
            FolderFile file = FolderFile.stat(id, path, followLinks);
            Optional<Exclusion> exclusion = exclusion(file, name);
            if (exclusion.isPresent()) {
                visitor.excluded(id, exclusion.get());
            } else if (file.kind() == FolderFile.Kind.FOLDER) {
                toEnter.addLast(new Folder(file, followLinks ? parent : null));
            } else {
                visitor.document(file);
            }
        } catch (NoSuchFileException goneOrDangling) {
            goneOrDangling(id, path);
        } catch (IOException e) {
            visitor.unreadable(id, e);
        }
    }

    /** A folder on its way to be entered. The way down to it is kept only where links, which make loops, are followed. */
    private record Folder(FolderFile file, @Nullable Folder parent) {

        boolean isLoop() throws IOException {
            Path real = file.path().toRealPath();
            for (Folder above = parent; above != null; above = above.parent) {
                if (above.file.path().toRealPath().equals(real)) {
                    return true;
                }
            }
            return false;
        }
    }

    private Optional<Exclusion> exclusion(FolderFile file, String name) {
        return switch (file.kind()) {
            case FOLDER -> rules.folder(file.id(), name);
            case FILE -> rules.file(file.id(), name, file.size());
            case LINK -> Optional.of(Exclusion.LINK);
            case OTHER -> Optional.of(Exclusion.NOT_A_FILE);
        };
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
                    || exclusion(file, String.valueOf(path.getFileName())).isPresent();
        } catch (NoSuchFileException e) {
            return true;
        }
    }

    /** A link to nowhere is no document. A file that went away since it was listed is simply gone. */
    private void goneOrDangling(String id, Path path) {
        if (Files.isSymbolicLink(path)) {
            visitor.excluded(id, Exclusion.LINK);
        }
    }
}
