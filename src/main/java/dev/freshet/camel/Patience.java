package dev.freshet.camel;

import dev.freshet.remote.RetryAfter;
import dev.freshet.source.http.AnswerTooLongException;
import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.http.base.HttpOperationFailedException;

/**
 * Bean {@code patience}: says which failures of a call pass by themselves, and how long a server asks to be left alone.
 * Calls of sources only read, so that any of them may be made again.
 */
public final class Patience implements Processor {

    /** RFC 9110, and 529, which Notion answers under load. 409 is Notion's word for two at once. */
    private static final Set<Integer> PASSING = Set.of(408, 409, 425, 429, 500, 502, 503, 504, 529);

    /** A server that wants more is left alone until the next pass. */
    static final Duration LONGEST = Duration.ofMinutes(5);

    /** Whether a failure passes by itself. {@link WholeAnswer} makes one of such answers alone. */
    public boolean isWorthAnotherTry(Exchange exchange) {
        Throwable cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        return cause instanceof HttpOperationFailedException || isOfTheLine(cause);
    }

    private static boolean isOfTheLine(Throwable cause) {
        return cause instanceof IOException
                && !(cause instanceof UnknownHostException)
                && !(cause instanceof AnswerTooLongException)
                && !(cause instanceof WholeAnswer.TooSlowException);
    }

    static boolean passes(HttpOperationFailedException refused) {
        Optional<Duration> wait = retryAfter(refused);
        return isPassing(refused.getStatusCode(), wait.isPresent())
                && wait.map(time -> time.compareTo(LONGEST) <= 0).orElse(true);
    }

    /** Whether an answer names no time to wait. */
    static boolean isSilent(HttpOperationFailedException refused) {
        return retryAfter(refused).isEmpty();
    }

    /** Whether a status says that the host can't answer now. */
    static boolean isPassing(int status, boolean withTimeToWait) {
        return PASSING.contains(status) || (status == 403 && withTimeToWait);
    }

    /** Has the next try wait as long as the server asks for; without its word, the route's policy decides. */
    @Override
    public void process(Exchange exchange) {
        exchange.getMessage().removeHeader(Exchange.REDELIVERY_DELAY);
        Throwable cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        if (cause instanceof HttpOperationFailedException refused) {
            retryAfter(refused)
                    .ifPresent(wait -> exchange.getMessage().setHeader(Exchange.REDELIVERY_DELAY, wait.toMillis()));
        }
    }

    private static Optional<Duration> retryAfter(HttpOperationFailedException refused) {
        Map<String, String> headers = refused.getResponseHeaders();
        return headers == null
                ? Optional.empty()
                : headers.entrySet().stream()
                        .filter(header -> header.getKey().equalsIgnoreCase("Retry-After"))
                        .findFirst()
                        .flatMap(header -> RetryAfter.of(header.getValue()));
    }
}
