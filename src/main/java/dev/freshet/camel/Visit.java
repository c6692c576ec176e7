package dev.freshet.camel;

import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * The way of one message through its source's route. All copies that steps like split and multicast make of the message
 * share it, so that a document which a copy has brought in isn't taken for one that the route turned away.
 */
final class Visit {

    private boolean counted;
    private boolean over;

    /** Notes that it was counted what became of a document of this message. */
    static void counted(Exchange exchange) {
        Visit visit = of(exchange);
        if (visit != null) {
            synchronized (visit) {
                visit.counted = true;
            }
        }
    }

    static @Nullable Visit of(Exchange exchange) {
        return exchange.getProperty(Headers.VISIT, Visit.class);
    }

    /** Ends it; says whether a document was counted. */
    synchronized boolean end() {
        over = true;
        return counted;
    }

    synchronized boolean isOver() {
        return over;
    }
}
