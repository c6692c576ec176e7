package dev.freshet.camel.http;

import dev.freshet.api.Answer;
import dev.freshet.api.Refusal;
import dev.freshet.pass.StoppingException;
import dev.freshet.remote.OutageException;
import dev.freshet.state.DatabaseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Bean {@code refusals}: makes an {@link Answer} of what a route threw. */
public final class Refusals {

    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    /** For so long the same trouble of the database isn't told again. */
    private static final Duration SILENCE = Duration.ofMinutes(10);

    private final Map<String, Instant> told = new ConcurrentHashMap<>();

    public void answer(Exchange exchange) {
        exchange.getMessage().setBody(answer(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class)));
    }

    /** What a route of the clock threw. */
    public void log(Exchange exchange) {
        Throwable thrown = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        String route = exchange.getFromRouteId();
        Optional<String> meaning = DatabaseException.meaning(thrown);
        if (meaning.isEmpty()) {
            LOG.error("Route {} failed: {}", route, String.valueOf(thrown), thrown);
        } else if (isNews(route)) {
            LOG.error("Route {} failed, and is tried again. {}", route, meaning.get());
        }
    }

    /** The clock comes every few seconds, and a full disk stays for the night. */
    private boolean isNews(String route) {
        Instant now = Instant.now();
        Instant before = told.put(route, now);
        boolean news = before == null || before.plus(SILENCE).isBefore(now);
        if (!news) {
            told.put(route, before);
        }
        return news;
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
        Optional<String> meaning = DatabaseException.meaning(thrown);
        if (meaning.isPresent()) {
            return Answer.error(503, meaning.get()).until(null);
        }
        LOG.error("A request failed: {}", thrown.toString(), thrown);
        return Answer.error(500, "Freshet failed to answer. The reason is in data/logs/freshet.log.");
    }
}
