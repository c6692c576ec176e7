package dev.freshet.camel;

import dev.freshet.document.Several;
import dev.freshet.pass.Pass;
import dev.freshet.source.Description;
import dev.freshet.source.ListedDocument;
import dev.freshet.source.ListedSource;
import dev.freshet.state.DocumentRow;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.support.EmptyAsyncCallback;
import org.apache.camel.support.ScheduledPollConsumer;
import org.jspecify.annotations.Nullable;

/** Sends the documents of a {@link ListedSource} that are worth reading, one exchange each. One poll is one pass. */
public final class ListedConsumer extends ScheduledPollConsumer {

    /** Property: the {@link ListedDocument} as the listing saw it. */
    static final String LISTED_DOCUMENT = "FreshetListedDocument";

    private final ListedEndpoint endpoint;
    private @Nullable ListedSource source;
    private @Nullable CamelHttp http;

    ListedConsumer(ListedEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        String name = SourceName.of(this);
        try {
            CamelHttp calls = new CamelHttp(
                    endpoint.getCamelContext(), name, endpoint.knowledge().breakers());
            source = endpoint.source(name, calls);
            http = calls;
        } catch (IllegalArgumentException e) {
            throw new RefusedSourceException(name, e);
        }
        super.doStart();
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        if (source != null) {
            source.close();
            source = null;
        }
    }

    @Override
    protected int poll() throws Exception {
        Pass pass = endpoint.knowledge()
                .passes()
                .active(SourceName.of(this))
                .orElseThrow(() -> new IllegalStateException("A source was polled outside of a pass"));
        ListedSource listed = source;
        CamelHttp calls = http;
        if (listed == null || calls == null) {
            throw new IllegalStateException("A source was polled that was stopped");
        }
        calls.begin();
        pass.atInterrupt(calls::giveUp);
        try {
            return new ListedPoll(
                            endpoint,
                            listed,
                            pass,
                            this::send,
                            () -> !isRunAllowed()
                                    || isSuspendingOrSuspended()
                                    || pass.isInterrupted()
                                    || pass.breakdown() != null)
                    .run();
        } catch (Error e) {
            // Camel ends a pass after an exception, but not after an error
            throw new IllegalStateException("The listing of " + pass.source() + " failed: " + e, e);
        }
    }

    private void send(ListedDocument document, @Nullable DocumentRow row) {
        Exchange exchange = createExchange(true);
        exchange.setProperty(LISTED_DOCUMENT, document);
        exchange.setProperty(Headers.LISTED, true);
        exchange.setProperty(Headers.REMOTE, true);
        exchange.setProperty(Headers.ROW, row);
        Message message = exchange.getMessage();
        message.setBody(document);
        message.setHeader(Headers.DOCUMENT, document.id());
        message.setHeader(Headers.FINGERPRINT, document.fingerprint());
        describe(message, document.description());
        getAsyncProcessor().process(exchange, EmptyAsyncCallback.get());
    }

    /** What the listing knows is at hand for the steps of a route; what only the reading knows comes later. */
    private static void describe(Message message, Description known) {
        known.metadata().forEach((name, value) -> message.setHeader(name, Several.shown(value)));
        message.setHeader(Headers.NAME, known.name());
        setIfKnown(message, Headers.TITLE, known.title());
        setIfKnown(message, Headers.URL, known.url());
        if (known.modifiedAt() != null) {
            message.setHeader(
                    Headers.MODIFIED,
                    DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                            known.modifiedAt().atOffset(ZoneOffset.UTC)));
        }
    }

    private static void setIfKnown(Message message, String header, @Nullable String value) {
        if (value != null) {
            message.setHeader(header, value);
        }
    }
}
