package dev.freshet.camel;

import dev.freshet.pass.Passes;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Hears what a polling component reports and goes on from: a file that can't be fetched, a mailbox that can't be opened.
 * To the pass that is a hole in the listing, and what is in the hole isn't gone.
 */
final class SwallowedErrors implements ExceptionHandler {

    private final ExceptionHandler next;
    private final Passes passes;
    private final String source;

    private SwallowedErrors(ExceptionHandler next, Passes passes, String source) {
        this.next = next;
        this.passes = passes;
        this.source = source;
    }

    static void hear(Consumer consumer, Passes passes, String source) {
        if (consumer instanceof DefaultConsumer polling
                && !(polling.getExceptionHandler() instanceof SwallowedErrors)) {
            polling.setExceptionHandler(new SwallowedErrors(polling.getExceptionHandler(), passes, source));
        }
    }

    @Override
    public void handleException(Throwable exception) {
        note(null, exception);
        next.handleException(exception);
    }

    @Override
    public void handleException(@Nullable String message, Throwable exception) {
        note(message, exception);
        next.handleException(message, exception);
    }

    @Override
    public void handleException(@Nullable String message, @Nullable Exchange exchange, Throwable exception) {
        note(message, exception);
        next.handleException(message, exchange, exception);
    }

    private void note(@Nullable String message, Throwable exception) {
        String reason = Reasons.ofFailure(exception);
        passes.active(source)
                .ifPresent(pass -> pass.incomplete("The listing of " + source + " has a hole: "
                        + (message == null ? reason : message + ": " + reason).replaceFirst("[.]?$", ". ")
                        + "Nothing was deleted."));
    }
}
