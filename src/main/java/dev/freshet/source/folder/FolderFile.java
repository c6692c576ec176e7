package dev.freshet.source.folder;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A file or folder as one stat saw it. What a listing asks of every file is kept as it came; texts are made when they are
 * asked for.
 *
 * @param id path below the root, with {@code /}
 * @param path where it is
 * @param kind what it is; a link is a link, unless it was followed
 * @param size in bytes
 * @param modified mtime
 * @param inodeChanged ctime; null where the file system has none
 * @param inode its number; null where the file system has none
 */
public record FolderFile(
        String id,
        Path path,
        Kind kind,
        long size,
        FileTime modified,
        @Nullable FileTime inodeChanged,
        @Nullable Long inode) {

    /** What a path leads to. */
    public enum Kind {
        FILE,
        FOLDER,
        LINK,
        OTHER
    }

    /** As few as will do: each is a look-up by name. */
    private static final String UNIX = "unix:mode,size,lastModifiedTime,ctime,ino";

    private static final int TYPE_OF_MODE = 0170000;
    private static final int MODE_OF_FILE = 0100000;
    private static final int MODE_OF_FOLDER = 0040000;
    private static final int MODE_OF_LINK = 0120000;

    private static final LinkOption[] FOLLOW = {};
    private static final LinkOption[] DO_NOT_FOLLOW = {LinkOption.NOFOLLOW_LINKS};

    /**
     * Looks at a path, with one stat.
     *
     * @throws NoSuchFileException if there is nothing, or a link that leads nowhere or back to itself
     */
    public static FolderFile stat(String id, Path path, boolean followLink) throws IOException {
        try {
            return look(id, path, followLink ? FOLLOW : DO_NOT_FOLLOW);
        } catch (FileSystemException e) {
            if (followLink && leadsBackToItself(path)) {
                throw new NoSuchFileException(path.toString(), null, "a link that leads back to itself");
            }
            throw e;
        }
    }

    private static FolderFile look(String id, Path path, LinkOption... options) throws IOException {
        return path.getFileSystem().supportedFileAttributeViews().contains("unix")
                ? unix(id, path, Files.readAttributes(path, UNIX, options))
                : basic(id, path, Files.readAttributes(path, BasicFileAttributes.class, options));
    }

    private static boolean leadsBackToItself(Path path) throws IOException {
        Set<Path> seen = new HashSet<>();
        Path at = path;
        while (Files.isSymbolicLink(at)) {
            if (!seen.add(at)) {
                return true;
            }
            at = at.resolveSibling(Files.readSymbolicLink(at)).normalize();
        }
        return false;
    }

    private static FolderFile unix(String id, Path path, Map<String, Object> attributes) {
        return new FolderFile(
                id,
                path,
                kind(get(attributes, "mode", Integer.class)),
                get(attributes, "size", Long.class),
                get(attributes, "lastModifiedTime", FileTime.class),
                get(attributes, "ctime", FileTime.class),
                get(attributes, "ino", Long.class));
    }

    private static <T> T get(Map<String, Object> attributes, String name, Class<T> type) {
        return type.cast(Objects.requireNonNull(attributes.get(name), name));
    }

    private static Kind kind(int mode) {
        return switch (mode & TYPE_OF_MODE) {
            case MODE_OF_FILE -> Kind.FILE;
            case MODE_OF_FOLDER -> Kind.FOLDER;
            case MODE_OF_LINK -> Kind.LINK;
            default -> Kind.OTHER;
        };
    }

    private static FolderFile basic(String id, Path path, BasicFileAttributes attributes) {
        return new FolderFile(id, path, kind(attributes), attributes.size(), attributes.lastModifiedTime(), null, null);
    }

    private static Kind kind(BasicFileAttributes attributes) {
        return attributes.isRegularFile()
                ? Kind.FILE
                : attributes.isDirectory() ? Kind.FOLDER : attributes.isSymbolicLink() ? Kind.LINK : Kind.OTHER;
    }

    /**
     * Size, mtime and ctime in nanoseconds and inode: a change of the same size with a restored mtime still shows. Size and
     * mtime alone where the file system has no more.
     */
    public String fingerprint() {
        return inodeChanged == null
                ? size + "-" + nanoseconds(modified)
                : size + "-" + nanoseconds(modified) + "-" + nanoseconds(inodeChanged) + "-" + inode;
    }

    private static long nanoseconds(FileTime time) {
        return time.to(TimeUnit.NANOSECONDS);
    }

    /** When its content was last written, as far as that wasn't set to something else. */
    public Instant modifiedAt() {
        return modified.toInstant();
    }

    /** The later of mtime and ctime. */
    public Instant changedAt() {
        return inodeChanged == null || modified.compareTo(inodeChanged) > 0
                ? modified.toInstant()
                : inodeChanged.toInstant();
    }

    /** The same path, looked at again. */
    public FolderFile again(boolean followLink) throws IOException {
        return stat(id, path, followLink);
    }
}
