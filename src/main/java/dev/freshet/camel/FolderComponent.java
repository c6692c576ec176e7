package dev.freshet.camel;

import dev.freshet.pass.Passes;
import dev.freshet.state.Documents;
import java.io.File;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.apache.camel.component.file.FileComponent;
import org.apache.camel.component.file.GenericFileConfiguration;
import org.apache.camel.component.file.GenericFileEndpoint;

/**
 * Component {@code folder}: camel-file with a listing of its own. Camel's listing takes an unreadable folder for an empty
 * one, holds every file in memory before the first is processed, and makes an exchange before anyone can say that the
 * file is unchanged. This one reports what it can't read, streams, and asks the fingerprint gate first.
 */
public final class FolderComponent extends FileComponent {

    private final Path home;
    private final Passes passes;
    private final Documents documents;
    private final Clock clock;

    /**
     * Makes the component.
     *
     * @param home where relative paths begin
     */
    public FolderComponent(Path home, Passes passes, Documents documents, Clock clock) {
        this.home = home;
        this.passes = passes;
        this.documents = documents;
        this.clock = clock;
    }

    Path home() {
        return home;
    }

    Passes passes() {
        return passes;
    }

    Documents documents() {
        return documents;
    }

    Clock clock() {
        return clock;
    }

    @Override
    protected GenericFileEndpoint<File> buildFileEndpoint(
            String uri, String remaining, Map<String, Object> parameters) {
        FolderEndpoint endpoint = new FolderEndpoint(uri, this);
        endpoint.setFile(home.toFile());
        GenericFileConfiguration configuration = new GenericFileConfiguration();
        configuration.setDirectory(home.toString());
        endpoint.setConfiguration(configuration);
        return endpoint;
    }
}
