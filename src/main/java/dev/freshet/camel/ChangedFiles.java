package dev.freshet.camel;

import dev.freshet.change.FingerprintGate;
import dev.freshet.document.Change;
import dev.freshet.document.DocumentKey;
import dev.freshet.pass.Pass;
import dev.freshet.pass.Passes;
import dev.freshet.state.DocumentRow;
import dev.freshet.state.Documents;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.component.file.GenericFileOperations;
import org.apache.camel.component.file.strategy.GenericFileNoOpProcessStrategy;
import org.jspecify.annotations.Nullable;

/**
 * Bean {@code changedFiles}, the process strategy by which a file component ({@code sftp}, {@code ftp} …) fetches only the
 * files whose size or time differ from those of the version that is indexed. It leaves all files where they are.
 */
public final class ChangedFiles extends GenericFileNoOpProcessStrategy<Object> {

    /** SFTP tells times in whole seconds, and clocks differ: a file this young may change again and keep its time. */
    private static final Duration YOUNG = Duration.ofMinutes(1);

    /** FTP tells the minute at best, in a zone that nobody names. */
    private static final Duration YOUNG_BY_FTP = Duration.ofHours(25);

    private final Passes passes;
    private final Documents documents;
    private final Clock clock;

    public ChangedFiles(Passes passes, Documents documents, Clock clock) {
        this.passes = passes;
        this.documents = documents;
        this.clock = clock;
    }

    @Override
    public boolean begin(
            GenericFileOperations<Object> operations,
            GenericFileEndpoint<Object> endpoint,
            Exchange exchange,
            GenericFile<Object> file)
            throws Exception {
        Pass pass = passes.active(SourceName.of(exchange.getContext(), exchange.getFromRouteId()))
                .orElseThrow(
                        () -> new IllegalStateException("'#bean:changedFiles' needs pollStrategy: \"#bean:passes\""));
        return isWorthFetching(pass, exchange, file, young(endpoint))
                && super.begin(operations, endpoint, exchange, file);
    }

    private boolean isWorthFetching(Pass pass, Exchange exchange, GenericFile<Object> file, Duration young) {
        Instant now = clock.instant();
        if (Instant.ofEpochMilli(file.getLastModified()).isAfter(now.minus(young))) {
            return true;
        }
        String fingerprint = file.getFileLength() + " " + file.getLastModified();
        exchange.getMessage().setHeader(Headers.FINGERPRINT, fingerprint);
        DocumentRow row = documents
                .find(new DocumentKey(pass.source(), file.getFileName()))
                .orElse(null);
        FingerprintGate gate = new FingerprintGate(pass.recipe(), pass.request().readsEverything(), now);
        return switch (gate.see(row, fingerprint)) {
            case LOOK, LOOK_LAST -> true;
            case UNCHANGED -> {
                leave(pass, row);
                pass.count(Change.UNCHANGED);
                yield false;
            }
            case STILL_FAILED -> {
                leave(pass, row);
                pass.countFailed();
                yield false;
            }
        };
    }

    private static Duration young(GenericFileEndpoint<Object> endpoint) {
        return endpoint.getEndpointUri().startsWith("sftp") ? YOUNG : YOUNG_BY_FTP;
    }

    private static void leave(Pass pass, @Nullable DocumentRow row) {
        pass.listed();
        if (row != null) {
            pass.marks().see(row.id());
        }
    }
}
