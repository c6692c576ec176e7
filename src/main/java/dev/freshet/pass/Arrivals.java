package dev.freshet.pass;

import dev.freshet.document.DocumentKey;

/** Knows what came new in a pass, so that a document that was moved isn't taken for one that was lost. */
public interface Arrivals {

    /** Whether at least half of the chunks of a document that is gone stand again in documents that the pass added. */
    boolean hold(Pass pass, DocumentKey gone);
}
