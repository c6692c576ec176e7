package dev.freshet.extract.worker;

import java.time.Duration;

/**
 * What a document may cost, and how long a process serves.
 *
 * @param workers most processes at once
 * @param timeout longest time for a document
 * @param memory heap of each process, in bytes
 * @param maxCharacters most characters of text in a document
 * @param documentsEach documents after which a process is replaced, so that what libraries keep is gone
 * @param rest time without a document after which a process is ended
 */
public record WorkerLimits(
        int workers, Duration timeout, long memory, int maxCharacters, int documentsEach, Duration rest) {

    /** As Tika's own workers have it. */
    private static final int DOCUMENTS_EACH = 10_000;

    private static final Duration REST = Duration.ofMinutes(1);

    /** With processes that are replaced after 10,000 documents and ended after a minute without one. */
    public WorkerLimits(int workers, Duration timeout, long memory, int maxCharacters) {
        this(workers, timeout, memory, maxCharacters, DOCUMENTS_EACH, REST);
    }
}
