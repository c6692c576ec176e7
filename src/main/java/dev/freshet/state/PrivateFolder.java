package dev.freshet.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A folder whose content is for its owner alone: the texts of all documents are in it. */
public final class PrivateFolder {

    private static final Logger LOG = LoggerFactory.getLogger(PrivateFolder.class);

    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

    private PrivateFolder() {}

    /** Makes it where it isn't. Takes the rights of others away from one that is, and from the files in it, and warns of that. */
    public static void make(Path folder) {
        try {
            boolean existed = Files.isDirectory(folder);
            Files.createDirectories(folder);
            if (hasRights(folder)) {
                boolean open = close(folder, FOLDER);
                closeFiles(folder);
                if (existed && open) {
                    LOG.warn("{} could be read by others. Now only its owner may look into it.", folder);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The data folder " + folder + " can't be created or kept private by the user '"
                            + System.getProperty("user.name")
                            + "'. Give that user the right, or run Freshet as the owner of the home.",
                    e);
        }
    }

    /** Makes the files in a folder private, but not those in folders below. */
    public static void closeFiles(Path folder) throws IOException {
        if (!hasRights(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    close(file, FILE);
                }
            }
        }
    }

    /** Whether others had rights. */
    private static boolean close(Path file, Set<PosixFilePermission> rights) throws IOException {
        boolean open = !rights.containsAll(Files.getPosixFilePermissions(file));
        if (open) {
            Files.setPosixFilePermissions(file, rights);
        }
        return open;
    }

    private static boolean hasRights(Path folder) {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
