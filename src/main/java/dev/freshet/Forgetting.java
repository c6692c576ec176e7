package dev.freshet;

import dev.freshet.api.Answer;
import dev.freshet.api.Request;
import dev.freshet.config.Suggestion;
import dev.freshet.document.DocumentKey;
import dev.freshet.state.Documents.NumberedDocument;
import dev.freshet.state.Sources.SourceFigures;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bean {@code forgetting}: removes all that is known of a source whose file is gone. It works in small transactions, so
 * that nothing waits for it, and takes the source's own row last: what a kill cuts short can be asked for again.
 */
public final class Forgetting {

    private static final Logger LOG = LoggerFactory.getLogger(Forgetting.class);

    private static final int DOCUMENTS_AT_ONCE = 200;

    private final Memory memory;
    private final Predicate<String> hasFile;

    /**
     * @param hasFile whether a source has a file in {@code routes/sources}
     */
    public Forgetting(Memory memory, Predicate<String> hasFile) {
        this.memory = memory;
        this.hasFile = hasFile;
    }

    /** What was removed. */
    public record Forgotten(String source, long documents, long chunks) {}

    /** Why nothing can be. */
    public enum Refusal {
        UNKNOWN,
        HAS_A_FILE
    }

    /** Why this source can't be forgotten; empty where it can. */
    public Optional<Refusal> refusal(String source) {
        if (hasFile.test(source)) {
            return Optional.of(Refusal.HAS_A_FILE);
        }
        return ids().contains(source) ? Optional.empty() : Optional.of(Refusal.UNKNOWN);
    }

    /** The refusal as a sentence. */
    public String sentence(String source, Refusal refusal) {
        return refusal == Refusal.HAS_A_FILE
                ? "Source '" + source + "' still has its file, routes/sources/" + source
                        + ".camel.yaml. Remove that first; nothing was forgotten."
                : "There is no source '" + source + "'." + Suggestion.of(source, ids());
    }

    private List<String> ids() {
        return memory.sources().figures().stream().map(SourceFigures::id).toList();
    }

    /** Removes documents, chunks and vectors of a source, then the source. */
    public Forgotten forget(String source) {
        long documents = 0;
        long chunks = 0;
        List<NumberedDocument> page = nextPage(source);
        while (!page.isEmpty()) {
            List<DocumentKey> keys = page.stream().map(NumberedDocument::key).toList();
            chunks += memory.removal().remove(keys);
            documents += keys.size();
            page = nextPage(source);
        }
        memory.removeMirror(source);
        memory.sources().remove(source);
        LOG.info("Forgot source {}: {} document(s), {} chunk(s).", source, documents, chunks);
        return new Forgotten(source, documents, chunks);
    }

    private List<NumberedDocument> nextPage(String source) {
        return memory.documents().page(source, "", Long.MAX_VALUE, DOCUMENTS_AT_ONCE);
    }

    /** The answer to {@code POST /sources/ID/forget}. */
    public synchronized Answer answer(Request request) {
        String source = request.path().get(1);
        Optional<Refusal> refusal = refusal(source);
        if (refusal.isPresent()) {
            int status = refusal.get() == Refusal.HAS_A_FILE ? 409 : 404;
            return Answer.error(status, sentence(source, refusal.get()));
        }
        return Answer.ok(forget(source));
    }
}
