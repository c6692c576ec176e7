package dev.freshet.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.testing.FreshetProcess.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a store has to be equal to after whatever happened: the one that a new home makes of the same documents. */
public final class FreshIngest {

    private FreshIngest() {}

    /**
     * Ingests the documents of a home into a second one, with the fat jar, and compares.
     *
     * @param home made by {@code freshet init}, its documents in {@code documents}
     * @param fresh not there yet. It reads the same folder, whose path is a part of URLs and recipes
     */
    public static void assertEqualTo(Path home, Path fresh) throws IOException {
        Files.createDirectory(fresh);
        assertThat(FreshetProcess.in(fresh).run("init").exitCode()).isZero();
        Path source = fresh.resolve("routes/sources/documents-folder.camel.yaml");
        String route = Files.readString(source);
        assertThat(route).contains("path: documents");
        Files.writeString(source, route.replace("path: documents", "path: " + home.resolve("documents")));
        Result ingest = FreshetProcess.in(fresh).run("sync");
        assertThat(ingest.exitCode()).as(ingest.toString()).isZero();
        assertThat(StoreDump.chunks(home)).isNotEmpty().isEqualTo(StoreDump.chunks(fresh));
        assertThat(StoreDump.state(home)).isEqualTo(StoreDump.state(fresh));
    }
}
