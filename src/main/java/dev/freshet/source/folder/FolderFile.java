package dev.freshet.source.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
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

    /** Looks at a path, with one stat. */
    public static FolderFile stat(String id, Path path, boolean followLink) throws IOException {
        LinkOption[] options = followLink ? FOLLOW : DO_NOT_FOLLOW;
        return path.getFileSystem().supportedFileAttributeViews().contains("unix")
                ? unix(id, path, Files.readAttributes(path, UNIX, options))
                : basic(id, path, Files.readAttributes(path, BasicFileAttributes.class, options));
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
