package dev.freshet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a home without data is looked at, so that it stays without. {@link FolderRemoval} takes it away again. */
final class TemporaryFolder {

    private TemporaryFolder() {}

    static Path make() {
        try {
            return Files.createTempDirectory("freshet-");
        } catch (IOException e) {
            throw new UncheckedIOException("No temporary folder can be made: " + e.getMessage(), e);
        }
    }
}
