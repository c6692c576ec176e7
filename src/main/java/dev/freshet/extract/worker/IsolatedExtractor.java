package dev.freshet.extract.worker;

import dev.freshet.document.ExtractedDocument;
import dev.freshet.document.SourceDocument;
import dev.freshet.extract.CheapText;
import dev.freshet.extract.ExtractionException;
import dev.freshet.extract.Extractor;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads small text here and everything else in other processes, which a document may hang, crash or fill without harm to
 * this one. What it reads is what {@link Extractor} reads. Safe for use by several threads.
 */
public final class IsolatedExtractor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(IsolatedExtractor.class);

    private final Extractor here;
    private final WorkerLimits limits;
    private final Workers workers;

    /** Starts nothing yet. */
    public IsolatedExtractor(WorkerLimits limits) {
        this.limits = limits;
        this.here = new Extractor(limits.maxCharacters());
        this.workers = new Workers(limits);
    }

    /**
     * The text of a document.
     *
     * @throws ExtractionException when it can't be read within the limits; the next document is not affected
     */
    public ExtractedDocument extract(SourceDocument document) {
        if (document.content().size() == 0 || CheapText.is(document)) {
            return here.extract(document);
        }
        try {
            return workers.read(document);
        } catch (WorkerEndedException first) {
            return again(document, first);
        } catch (IOException e) {
            throw ExtractionException.notStarted(e);
        }
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
            return workers.read(document);
        } catch (WorkerEndedException second) {
            throw explained(second);
        } catch (IOException e) {
            throw ExtractionException.notStarted(e);
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
