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
        long arrived = pass.counters.arrived();
        each(page -> {
            gone[0] += page.size();
            // where nothing is new, nothing can have come back
            moved[0] += arrived == 0
                    ? 0
                    : page.stream().filter(key -> arrivals.hold(pass, key)).count();
        });
        return new Toll(gone[0], gone[0] - Math.min(moved[0], arrived));
    }

    /** Hands over the documents that are gone, up to 1,000 at once. */
    public void each(Consumer<List<DocumentKey>> consumer) {
        if (!pass.marks().hasRemoved() && (!pass.isComplete() || sawAll())) {
            return;
        }
        String after = "";
        List<NumberedDocument> page;
        do {
            page = documents.page(pass.source(), after, pass.lastKnownId(), PAGE);
            List<DocumentKey> gone = page.stream()
                    .filter(this::isGone)
                    .map(NumberedDocument::key)
                    .toList();
            if (!gone.isEmpty()) {
                consumer.accept(gone);
            }
            after = page.isEmpty() ? after : page.get(page.size() - 1).key().document();
        } while (page.size() == PAGE);
    }

    /** Nothing is gone in most passes: counting the rows tells it without going through them. */
    private boolean sawAll() {
        return pass.marks().seen(pass.lastKnownId()) == documents.count(pass.source(), pass.lastKnownId());
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
