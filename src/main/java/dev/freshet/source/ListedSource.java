package dev.freshet.source;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A source that lists itself: an API, a repository, a web site. Used by one thread at a time, but for the reading of
 * documents, which many do at once.
 */
public interface ListedSource extends AutoCloseable {

    /**
     * How a listing ended.
     *
     * @param cursor where the next listing of changes may begin; null = the next one has everything again
     * @param everything whether it had all documents, so that others are gone
     */
    record Listed(@Nullable String cursor, boolean everything) {}

    /**
     * Shows the documents to a visitor. An error of a part doesn't end it where the rest can be listed: the visitor is told
     * by {@link Visitor#incomplete}.
     *
     * @param cursor of an earlier listing: what changed since is enough, and what is known to be gone; null = everything
     * @throws IOException saying, for a person, what can't be listed and what to do; nothing is deleted then
     */
    Listed list(@Nullable String cursor, Visitor visitor) throws IOException, InterruptedException;

    /** Begins a pass: what was remembered of an earlier one counts no more. */
    default void begin() {}

    /**
     * Looks for one document.
     *
     * @return null = it is proven that it is gone, or no document of this source any more
     * @throws IOException where neither is known
     */
    @Nullable
    ListedDocument find(String id) throws IOException, InterruptedException;

    @Override
    default void close() {}

    /** Hears of a listing as it goes. */
    interface Visitor {

        /** Takes a document, which may be read at once, later or not at all. */
        void document(ListedDocument document);

        /** Takes the proof that a document is gone. */
        void gone(String id);

        /** Notes that something was left out by a rule. */
        void excluded(String id, String rule);

        /** Notes that something could not be listed: nothing is deleted for its absence. */
        void incomplete(String reason);

        /** Fingerprint of the version that was last read; null = none was. */
        @Nullable
        String fingerprint(String id);

        /** Whether to stop. */
        boolean cancelled();
    }
}
