package dev.freshet.camel;

import dev.freshet.camel.PublicAddresses.RefusedAddressException;
import dev.freshet.config.Secret;
import dev.freshet.remote.Breakers;
import dev.freshet.source.http.AnswerTooLongException;
import dev.freshet.source.http.Http;
import dev.freshet.source.http.HttpAnswer;
import dev.freshet.source.http.HttpCall;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.jspecify.annotations.Nullable;

/** Makes the calls of a source by the route {@code direct:call}, which says how fast and how often. */
final class CamelHttp implements Http {

    /** Property: where a call goes, for people. */
    static final String ADDRESS = "FreshetAddress";

    private final CamelContext context;
    private final String source;
    private final Breakers breakers;
    private final Set<Thread> callers = new HashSet<>();
    private boolean givenUp;
    private @Nullable ProducerTemplate template;

    CamelHttp(CamelContext context, String source, Breakers breakers) {
        this.context = context;
        this.source = source;
        this.breakers = breakers;
    }

    private synchronized ProducerTemplate template() {
        if (template == null) {
            template = context.createProducerTemplate();
        }
        return template;
    }

    /** Ends the calls that wait for their turn, for an answer, or for the time that a server asked for. */
    void giveUp() {
        synchronized (callers) {
            givenUp = true;
            callers.forEach(Thread::interrupt);
        }
    }

    /** Makes calls again. */
    void begin() {
        synchronized (callers) {
            givenUp = false;
        }
    }

    /** The breaker counts calls, with all the tries that the route makes for one. */
    @Override
    public HttpAnswer send(HttpCall call) throws IOException, InterruptedException {
        return new HostCall(breakers, call).send(() -> sent(call));
    }

    private HttpAnswer sent(HttpCall call) throws IOException, InterruptedException {
        Exchange done = made(call);
        if (Thread.interrupted()) {
            throw new InterruptedException(
                    "Interrupted during a call to " + call.uri().getHost());
        }
        if (done.getException() == null) {
            return answer(done.getMessage());
        }
        if (done.getException() instanceof HttpOperationFailedException refused) {
            byte[] body =
                    Objects.requireNonNullElse(refused.getResponseBody(), "").getBytes(StandardCharsets.UTF_8);
            return new HttpAnswer(refused.getStatusCode(), lowerCase(refused.getResponseHeaders()), body);
        }
        if (done.getException() instanceof AnswerTooLongException
                || done.getException() instanceof RefusedAddressException) {
            throw (IOException) done.getException();
        }
        throw failure(call, done.getException());
    }

    private Exchange made(HttpCall call) throws InterruptedException {
        synchronized (callers) {
            if (givenUp) {
                throw new InterruptedException("No more calls are made in this pass");
            }
            callers.add(Thread.currentThread());
        }
        try {
            return template().send("direct:call", exchange -> ask(exchange, call));
        } finally {
            synchronized (callers) {
                callers.remove(Thread.currentThread());
            }
        }
    }

    private void ask(Exchange exchange, HttpCall call) {
        exchange.setProperty(Headers.SOURCE, source);
        exchange.setProperty("FreshetBudget", call.budget().name());
        exchange.setProperty("FreshetCallsPerSecond", call.budget().perSecond());
        exchange.setProperty("FreshetPublicOnly", call.limits().publicOnly());
        exchange.setProperty(WholeAnswer.LONGEST, call.limits().longest());
        exchange.setProperty(WholeAnswer.BUSY, call.busy());
        exchange.setProperty(ADDRESS, Secret.withoutPasswords(withoutQuery(call.uri())));
        Message message = exchange.getMessage();
        call.headers().forEach(message::setHeader);
        message.setHeader(Exchange.HTTP_METHOD, call.method());
        message.setHeader(Exchange.HTTP_URI, withoutQuery(call.uri()));
        if (call.uri().getRawQuery() != null) {
            message.setHeader(Exchange.HTTP_RAW_QUERY, call.uri().getRawQuery());
        }
        message.setBody(call.body());
    }

    private static String withoutQuery(URI uri) {
        return uri.toString().replaceFirst("[?#].*", "");
    }

    private static HttpAnswer answer(Message message) {
        byte[] bytes = Objects.requireNonNullElse(message.getBody(byte[].class), new byte[0]);
        int status = Objects.requireNonNullElse(message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class), 200);
        Map<String, String> headers = new TreeMap<>();
        message.getHeaders().forEach((name, value) -> headers.put(name, String.valueOf(value)));
        return new HttpAnswer(status, lowerCase(headers), bytes);
    }

    private static Map<String, String> lowerCase(@Nullable Map<String, String> headers) {
        Map<String, String> lower = new TreeMap<>();
        if (headers != null) {
            headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
        }
        return lower;
    }

    /** Without the name and password that may stand before the host. */
    static String authority(URI uri) {
        String authority = String.valueOf(uri.getRawAuthority());
        return authority.substring(authority.lastIndexOf('@') + 1);
    }

    private static IOException failure(HttpCall call, Exception cause) {
        return new IOException(
                call.uri().getScheme() + "://" + authority(call.uri()) + " can't be reached: "
                        + Reasons.ofFailure(cause) + ". Is the address right, and the network up?",
                cause);
    }
}
