package dev.freshet.camel;

import java.util.function.ObjIntConsumer;
import java.util.function.Predicate;
import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSentEvent;
import org.apache.camel.support.SimpleEventNotifierSupport;

/** Bean {@code httpCalls}: counts the HTTP calls of sources. Camel finds it by its type. */
public final class HttpCalls extends SimpleEventNotifierSupport {

    private final Predicate<String> isSource;
    private final ObjIntConsumer<String> calls;

    /**
     * Makes the counter.
     *
     * @param calls told the source, and the status; 0 = there was no answer
     */
    public HttpCalls(Predicate<String> isSource, ObjIntConsumer<String> calls) {
        this.isSource = isSource;
        this.calls = calls;
        setIgnoreCamelContextEvents(true);
        setIgnoreCamelContextInitEvents(true);
        setIgnoreExchangeCompletedEvent(true);
        setIgnoreExchangeCreatedEvent(true);
        setIgnoreExchangeFailedEvents(true);
        setIgnoreExchangeRedeliveryEvents(true);
        setIgnoreExchangeSendingEvents(true);
        setIgnoreRouteEvents(true);
        setIgnoreServiceEvents(true);
        setIgnoreStepEvents(true);
    }

    @Override
    public void notify(CamelEvent event) {
        if (event instanceof ExchangeSentEvent sent
                && sent.getEndpoint().getEndpointUri().startsWith("http")
                && isSource.test(String.valueOf(sent.getExchange().getFromRouteId()))) {
            calls.accept(sent.getExchange().getFromRouteId(), status(sent.getExchange()));
        }
    }

    private static int status(Exchange exchange) {
        if (exchange.getException() instanceof HttpOperationFailedException refused) {
            return refused.getStatusCode();
        }
        if (exchange.getException() != null) {
            return 0;
        }
        Integer code = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        return code == null ? 0 : code;
    }
}
