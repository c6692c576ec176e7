package dev.freshet.pass;

import dev.freshet.document.DocumentKey;
import dev.freshet.state.Documents;
import dev.freshet.state.Documents.NumberedDocument;
import java.util.List;
import java.util.function.Consumer;

/**
 * The second half of mark and sweep: finds the documents that the state knows and a complete listing didn't have, or that
 * the source itself said are gone, a page at a time, so that memory doesn't grow with the source.
 */
public final class Sweep {

    private static final int PAGE = 1_000;

    private final Documents documents;
    private final Pass pass;

    public Sweep(Documents documents, Pass pass) {
        this.documents = documents;
        this.pass = pass;
    }

    /**
     * What a sweep would delete.
     *
     * @param gone documents that are gone
     * @param lost those of them whose text is gone too, and didn't come back under another name
     */
    public record Toll(long gone, long lost) {}

    /** Counts what is gone. One new document makes up for one that is gone, not for many. */
    public Toll count(Arrivals arrivals) {
        long[] gone = {0};
        long[] moved = {0};
        each(key -> {
            gone[0]++;
            moved[0] += arrivals.hold(pass, key) ? 1 : 0;
        });
        return new Toll(gone[0], gone[0] - Math.min(moved[0], pass.counters.arrived()));
    }

    /** Hands over each document that is gone. */
    public void each(Consumer<DocumentKey> consumer) {
        if (!pass.isComplete() && !pass.marks().hasRemoved()) {
            return;
        }
        long after = 0;
        List<NumberedDocument> page;
        do {
            page = documents.page(pass.source(), after, pass.lastKnownId(), PAGE);
            for (NumberedDocument document : page) {
                after = document.id();
                if (isGone(document)) {
                    consumer.accept(document.key());
                }
            }
        } while (page.size() == PAGE);
    }

    private boolean isGone(NumberedDocument document) {
        Marks marks = pass.marks();
        if (marks.saw(document.id())) {
            return false;
        }
        return marks.turnedAway(document.id())
                || marks.isGone(document.id())
                || (pass.isComplete() && pass.isProvenAbsent(document.key()));
    }
}
