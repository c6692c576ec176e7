package dev.freshet.extract.worker;

import dev.freshet.document.ExtractedDocument;
import dev.freshet.document.SourceDocument;
import dev.freshet.extract.CheapText;
import dev.freshet.extract.ExtractionException;
import dev.freshet.extract.Extractor;
import dev.freshet.extract.NoRoomException;
import dev.freshet.remote.OutageException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads small text here and everything else in other processes, which a document may hang, crash or fill without harm to
 * this one. What it reads is what {@link Extractor} reads. Safe for use by several threads.
 */
public final class IsolatedExtractor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(IsolatedExtractor.class);

    private static final String FULL = "the disk of the temporary folder is full";

    private final WorkerLimits limits;
    private final Workers workers;
    private @Nullable Extractor here;

    /** Starts nothing yet. */
    public IsolatedExtractor(WorkerLimits limits) {
        this.limits = limits;
        this.workers = new Workers(limits);
    }

    /**
     * The text of a document.
     *
     * @throws ExtractionException when it can't be read within the limits; the next document is not affected
     * @throws OutageException when this machine can't read any: no process starts, or the temporary folder is full
     */
    public ExtractedDocument extract(SourceDocument document) {
        if (document.content().size() == 0 || CheapText.is(document)) {
            return here().extract(document);
        }
        try {
            return apart(document);
        } catch (WorkerEndedException first) {
            return again(document, first);
        }
    }

    /** Its libraries are loaded for the first document, and not at the start. */
    private synchronized Extractor here() {
        if (here == null) {
            here = new Extractor(limits.maxCharacters());
        }
        return here;
    }

    private ExtractedDocument apart(SourceDocument document) throws WorkerEndedException {
        try {
            return workers.read(document);
        } catch (NoRoomException e) {
            throw WorkerFolder.isDiskShort()
                    ? cannotRead(FULL, e)
                    : ExtractionException.needsRoom(WorkerFolder.parent());
        } catch (ExtractionException e) {
            // some libraries take a full disk for a damaged document
            throw WorkerFolder.isDiskFull() ? cannotRead(FULL, e) : e;
        } catch (IOException e) {
            throw cannotRead("no process can be started for them (" + e.getMessage() + ")", e);
        }
    }

    private static OutageException cannotRead(String why, Exception cause) {
        return new OutageException(
                "Documents can't be read now: " + why + ". Free memory or processes on this machine, or room in "
                        + WorkerFolder.parent() + ".",
                cause);
    }

    /** Once more where the process may have ended for a reason that isn't the document's. */
    private ExtractedDocument again(SourceDocument document, WorkerEndedException first) {
        if (first.cause() != WorkerEndedException.Cause.UNKNOWN) {
            throw explained(first);
        }
        LOG.warn(
                "The process that read {} ended (exit code {}). It is read once more.",
                document.key(),
                first.exitCode());
        try {
            return apart(document);
        } catch (WorkerEndedException second) {
            throw explained(second);
        }
    }

    private ExtractionException explained(WorkerEndedException end) {
        return switch (end.cause()) {
            case TIME -> ExtractionException.tooSlow(limits.timeout());
            case MEMORY -> ExtractionException.needsMemory(limits.memory());
            case UNKNOWN -> ExtractionException.endsProcess(end.exitCode());
        };
    }

    /** Ends every process at once. */
    @Override
    public void close() {
        workers.close();
    }
}
