package dev.freshet.source.folder;

import dev.freshet.source.Exclusion;
import dev.freshet.source.FileRules;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads one folder, with one stat an entry, and tells its documents from the rest. Safe for many threads. */
record FolderReader(FileRules rules, boolean followLinks) {

    /** A folder on its way to be entered. The way down to it is kept only where links, which make loops, are followed. */
    record Folder(FolderFile file, @Nullable Folder parent) {

        private boolean isLoop() throws IOException {
            Path real = file.path().toRealPath();
            for (Folder above = parent; above != null; above = above.parent) {
                if (above.file.path().toRealPath().equals(real)) {
                    return true;
                }
            }
            return false;
        }
    }

    /**
     * Reads a folder.
     *
     * @param below hears of the folders in it that are to be entered
     * @throws IOException if it can't be read, or not to its end
     */
    void read(Folder folder, FolderVisitor visitor, Consumer<Folder> below) throws IOException {
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
                look(folder, entry, visitor, below);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private void look(Folder parent, Path path, FolderVisitor visitor, Consumer<Folder> below) {
        String name = String.valueOf(path.getFileName());
        String id = parent.file().id().isEmpty() ? name : parent.file().id() + "/" + name;
        try {
            FolderFile file = FolderFile.stat(id, path, followLinks);
            Optional<Exclusion> exclusion = exclusion(file, name);
            if (exclusion.isPresent()) {
                visitor.excluded(id, exclusion.get());
            } else if (file.kind() == FolderFile.Kind.FOLDER) {
                below.accept(new Folder(file, followLinks ? parent : null));
            } else {
                visitor.document(file);
            }
        } catch (NoSuchFileException goneOrDangling) {
            goneOrDangling(id, path, visitor);
        } catch (IOException e) {
            visitor.unreadable(id, e);
        }
    }

    /** A link to nowhere is no document. A file that went away since it was listed is simply gone. */
    static void goneOrDangling(String id, Path path, FolderVisitor visitor) {
        if (Files.isSymbolicLink(path)) {
            visitor.excluded(id, Exclusion.LINK);
        }
    }

    /** Why a file or folder is left out; empty = it isn't. */
    Optional<Exclusion> exclusion(FolderFile file, String name) {
        return switch (file.kind()) {
            case FOLDER -> rules.folder(file.id(), name);
            case FILE -> rules.file(file.id(), name, file.size());
            case LINK -> Optional.of(Exclusion.LINK);
            case OTHER -> Optional.of(Exclusion.NOT_A_FILE);
        };
    }
}
