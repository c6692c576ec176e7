package dev.freshet.camel.http;

import dev.freshet.api.Answer;
import dev.freshet.api.Refusal;
import dev.freshet.pass.StoppingException;
import dev.freshet.remote.OutageException;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Bean {@code refusals}: makes an {@link Answer} of what a route threw. */
public final class Refusals {

    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    public void answer(Exchange exchange) {
        exchange.getMessage().setBody(answer(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class)));
    }

    /** What a route of the clock threw. */
    public void log(Exchange exchange) {
        Throwable thrown = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        LOG.error("Route {} failed: {}", exchange.getFromRouteId(), String.valueOf(thrown), thrown);
    }

    /** The breaker has written it to the log. */
    private static Answer duringOutage(OutageException outage) {
        String reason = String.valueOf(outage.getMessage()).replaceFirst("([^.?!])$", "$1.");
        return Answer.error(503, "This can't be answered now. " + reason + " Ask again later.")
                .until(outage.retryAfter());
    }

    private static Answer answer(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof Refusal refusal) {
                Answer answer = Answer.error(refusal.status(), String.valueOf(refusal.getMessage()));
                return refusal.status() == 429 ? answer.until(null) : answer;
            }
            if (cause instanceof OutageException outage) {
                return duringOutage(outage);
            }
            if (cause instanceof StoppingException stopping) {
                return Answer.error(503, String.valueOf(stopping.getMessage()));
            }
        }
        LOG.error("A request failed: {}", thrown.toString(), thrown);
        return Answer.error(500, "Freshet failed to answer. The reason is in data/logs/freshet.log.");
    }
}
