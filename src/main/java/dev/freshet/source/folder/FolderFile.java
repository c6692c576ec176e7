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

/**
 * A file or folder as one stat saw it.
 *
 * @param id path below the root, with {@code /}
 * @param path where it is
 * @param kind what it is; a link is a link, unless it was followed
 * @param size in bytes
 * @param modifiedAt mtime
 * @param changedAt the later of mtime and ctime
 * @param fingerprint size, mtime and ctime in nanoseconds and inode: a change of the same size with a restored mtime
 *     still shows. Size and mtime alone where the file system has no more
 */
public record FolderFile(
        String id, Path path, Kind kind, long size, Instant modifiedAt, Instant changedAt, String fingerprint) {

    /** What a path leads to. */
    public enum Kind {
        FILE,
        FOLDER,
        LINK,
        OTHER
    }

    private static final String UNIX = "unix:size,lastModifiedTime,ctime,ino,isRegularFile,isDirectory,isSymbolicLink";
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
        long size = get(attributes, "size", Long.class);
        FileTime mtime = get(attributes, "lastModifiedTime", FileTime.class);
        FileTime ctime = get(attributes, "ctime", FileTime.class);
        Kind kind = kind(
                Boolean.TRUE.equals(attributes.get("isRegularFile")),
                Boolean.TRUE.equals(attributes.get("isDirectory")),
                Boolean.TRUE.equals(attributes.get("isSymbolicLink")));
        String fingerprint = size + "-" + nanoseconds(mtime) + "-" + nanoseconds(ctime) + "-" + attributes.get("ino");
        FileTime changed = mtime.compareTo(ctime) > 0 ? mtime : ctime;
        return new FolderFile(id, path, kind, size, mtime.toInstant(), changed.toInstant(), fingerprint);
    }

    private static <T> T get(Map<String, Object> attributes, String name, Class<T> type) {
        return type.cast(Objects.requireNonNull(attributes.get(name), name));
    }

    private static FolderFile basic(String id, Path path, BasicFileAttributes attributes) {
        FileTime mtime = attributes.lastModifiedTime();
        Kind kind = kind(attributes.isRegularFile(), attributes.isDirectory(), attributes.isSymbolicLink());
        String fingerprint = attributes.size() + "-" + nanoseconds(mtime);
        return new FolderFile(id, path, kind, attributes.size(), mtime.toInstant(), mtime.toInstant(), fingerprint);
    }

    private static Kind kind(boolean file, boolean folder, boolean link) {
        return file ? Kind.FILE : folder ? Kind.FOLDER : link ? Kind.LINK : Kind.OTHER;
    }

    private static long nanoseconds(FileTime time) {
        return time.to(TimeUnit.NANOSECONDS);
    }

    /** The same path, looked at again. */
    public FolderFile again(boolean followLink) throws IOException {
        return stat(id, path, followLink);
    }
}
