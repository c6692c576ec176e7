package dev.freshet.camel;

import java.util.function.ObjIntConsumer;
import java.util.function.Predicate;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.model.SendDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.model.WireTapDefinition;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.jspecify.annotations.Nullable;

/**
 * Bean {@code httpCalls}: counts the HTTP calls that steps {@code to} and {@code toD} make for a source. Camel finds it by
 * its type.
 */
public final class HttpCalls implements InterceptStrategy {

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
    }

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode definition, Processor target, Processor next) {
        String uri = uri(definition);
        return uri != null && (uri.startsWith("http:") || uri.startsWith("https:")) ? new Counted(target) : target;
    }

    /** Null where it isn't one of these steps. A wire tap doesn't wait for its answer. */
    private static @Nullable String uri(NamedNode definition) {
        if (definition instanceof SendDefinition<?> to) {
            return to.getUri();
        }
        return definition instanceof ToDynamicDefinition to && !(definition instanceof WireTapDefinition<?>)
                ? to.getUri()
                : null;
    }

    private final class Counted extends DelegateAsyncProcessor {

        Counted(Processor target) {
            super(target);
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            return super.process(exchange, sync -> {
                count(exchange);
                callback.done(sync);
            });
        }
    }

    private void count(Exchange exchange) {
        // A source that is read from a kamelet begins in the kamelet's own route.
        String caller = exchange.getProperty(Headers.SOURCE, String.class);
        String source = caller == null
                ? SourceName.of(exchange.getContext(), String.valueOf(exchange.getFromRouteId()))
                : caller;
        if (isSource.test(source)) {
            calls.accept(source, status(exchange));
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
