package dev.freshet;

import dev.freshet.config.Settings;
import dev.freshet.state.Backup;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder that holds everything Freshet writes for one of a home's stores.
 *
 * @param store name of it; empty = the one of {@code freshet.store}, which is alone in most homes
 */
public record DataFolder(Path home, String store) {

    /** Of the store that options are about. */
    static DataFolder of(Path home, Settings settings) {
        return new DataFolder(home, settings.store().name());
    }

    public Path path() {
        Path data = home.resolve("data");
        return store.isEmpty() ? data : data.resolve("stores").resolve(store);
    }

    /** The database: what is known of the documents and, in most homes, the store. */
    Path file() {
        return path().resolve("freshet.db");
    }

    /** Whether anything was written yet. */
    public boolean exists() {
        return Files.exists(file());
    }

    /** Copies the data into one file, whoever writes meanwhile, and gives its size in bytes. */
    public long backup(Path copy) {
        return Backup.make(file(), copy);
    }
}
