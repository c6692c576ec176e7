package dev.freshet.camel;

import dev.freshet.pass.Pass;
import dev.freshet.source.folder.FolderFile;
import dev.freshet.state.DocumentRow;
import java.io.File;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.file.FileConsumer;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileOperations;
import org.apache.camel.component.file.GenericFileProcessStrategy;
import org.apache.camel.support.EmptyAsyncCallback;
import org.jspecify.annotations.Nullable;

/** Sends the files of a folder that are worth reading, one exchange each. One poll is one pass. */
public final class FolderConsumer extends FileConsumer implements Looking {

    /** Property: the {@link FolderFile} as the listing saw it. */
    static final String LISTED_FILE = "FreshetListedFile";

    private final FolderEndpoint folder;
    private @Nullable SourceWatch watch;

    FolderConsumer(
            FolderEndpoint folder,
            Processor processor,
            GenericFileOperations<File> operations,
            GenericFileProcessStrategy<File> strategy) {
        super(folder, processor, operations, strategy);
        this.folder = folder;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        Watches watches = getEndpoint().getCamelContext().getRegistry().lookupByNameAndType("watches", Watches.class);
        if (folder.isWatch() && watches != null) {
            watch = new SourceWatch(SourceName.of(this), folder, watches);
            watch.start();
        }
    }

    @Override
    protected void doStop() throws Exception {
        if (watch != null) {
            watch.close();
            watch = null;
        }
        super.doStop();
    }

    @Override
    protected int poll(@Nullable Exchange dynamic) throws Exception {
        Pass pass = folder.folderComponent()
                .passes()
                .active(SourceName.of(this))
                .orElseThrow(() -> new IllegalStateException("A folder was polled outside of a pass"));
        return list(pass);
    }

    @Override
    public void look(Pass pass) throws InterruptedException {
        list(pass);
    }

    private int list(Pass pass) throws InterruptedException {
        try {
            return new FolderPoll(
                            folder,
                            pass,
                            (file, row) -> send(pass, file, row),
                            () -> !isRunAllowed()
                                    || isSuspendingOrSuspended()
                                    || pass.isInterrupted()
                                    || pass.breakdown() != null)
                    .run();
        } catch (Error e) {
            // Camel ends a pass after an exception, but not after an error
            throw new IllegalStateException("The listing of " + folder.root() + " failed: " + e, e);
        }
    }

    private void send(Pass pass, FolderFile listed, @Nullable DocumentRow row) {
        GenericFile<File> file =
                asGenericFile(folder.root().toString(), listed.path().toFile(), null, false);
        Exchange exchange = createExchange(file);
        exchange.setProperty(Headers.PASS, pass);
        exchange.setProperty(LISTED_FILE, listed);
        exchange.setProperty(Headers.LISTED, true);
        exchange.setProperty(Headers.ROW, row);
        exchange.getMessage().setHeader(Headers.DOCUMENT, listed.id());
        exchange.getMessage().setHeader(Headers.FINGERPRINT, listed.fingerprint());
        exchange.getMessage().setHeader(Headers.MODIFIED, iso(listed.modifiedAt()));
        exchange.getMessage().setHeader(Headers.URL, listed.path().toUri().toString());
        getAsyncProcessor().process(exchange, EmptyAsyncCallback.get());
    }

    private static String iso(Instant time) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time.atOffset(ZoneOffset.UTC));
    }
}
