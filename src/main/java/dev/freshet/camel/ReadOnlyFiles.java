package dev.freshet.camel;

import dev.freshet.rights.Right;
import dev.freshet.rights.Rights;
import java.io.File;
import java.util.Map;
import org.apache.camel.Component;
import org.apache.camel.Endpoint;
import org.apache.camel.component.file.FileComponent;
import org.apache.camel.component.file.FileEndpoint;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.component.file.GenericFileProducer;
import org.apache.camel.component.file.remote.RemoteFileEndpoint;

/** The component {@code file} for routes that may read: who could write could write options, routes and libraries. */
final class ReadOnlyFiles extends FileComponent {

    private static final String REFUSAL = "routes may read files, not write them: ";

    @Override
    public String getDefaultName() {
        return "file";
    }

    @Override
    protected GenericFileEndpoint<File> buildFileEndpoint(String uri, String path, Map<String, Object> parameters)
            throws Exception {
        FileEndpoint built = (FileEndpoint) super.buildFileEndpoint(uri, path, parameters);
        FileEndpoint endpoint = new ReadOnly(uri, this);
        endpoint.setFile(built.getFile());
        endpoint.setConfiguration(built.getConfiguration());
        return endpoint;
    }

    @Override
    protected void afterPropertiesSet(GenericFileEndpoint<File> endpoint) throws Exception {
        super.afterPropertiesSet(endpoint);
        refuseMoves(endpoint);
    }

    /** What Camel calls for each new endpoint: one of ftp may keep what it fetches in a folder of this machine. */
    static Endpoint refuseWriting(String uri, Endpoint endpoint) {
        if (endpoint instanceof RemoteFileEndpoint<?> remote && remote.getLocalWorkDirectory() != null) {
            throw refusal();
        }
        return endpoint;
    }

    /** Refuses to move what was read, which writes where the route says. */
    static void refuseMoves(GenericFileEndpoint<?> endpoint) {
        if (endpoint.getMove() != null || endpoint.getMoveFailed() != null || endpoint.getPreMove() != null) {
            throw refusal();
        }
    }

    static RefusedByRightsException refusal() {
        return new RefusedByRightsException(REFUSAL + Rights.remedy(Right.COMPONENT, "file"));
    }

    private static final class ReadOnly extends FileEndpoint {

        ReadOnly(String uri, Component component) {
            super(uri, component);
        }

        @Override
        public GenericFileProducer<File> createProducer() {
            throw refusal();
        }
    }
}
