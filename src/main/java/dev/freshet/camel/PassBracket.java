package dev.freshet.camel;

import dev.freshet.pass.Pass;
import dev.freshet.pass.Passes;
import java.util.Optional;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.PollingConsumerPollStrategy;
import org.apache.camel.support.ScheduledBatchPollingConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bean {@code passes}, the poll strategy that makes a source of any polling consumer: a poll that begins opens a pass, one
 * that ends closes it and deletes what is gone, one that fails closes it and deletes nothing.
 */
public final class PassBracket implements PollingConsumerPollStrategy {

    private static final Logger LOG = LoggerFactory.getLogger(PassBracket.class);

    private final Passes passes;

    public PassBracket(Passes passes) {
        this.passes = passes;
    }

    @Override
    public boolean begin(Consumer consumer, Endpoint endpoint) {
        String source = SourceName.of(consumer);
        boolean begun = passes.begin(source).isPresent();
        if (!begun) {
            LOG.debug("{} has no pass to begin: an earlier one answered the request too.", source);
        }
        return begun;
    }

    @Override
    public void commit(Consumer consumer, Endpoint endpoint, int polledMessages) {
        Optional<Pass> pass = passes.active(SourceName.of(consumer));
        pass.ifPresent(active -> {
            refuseCutListing(active, consumer, polledMessages);
            uninterrupted(() -> passes.finish(active));
        });
    }

    /** A listing that the component cuts short looks complete, and the rest would be deleted. */
    private static void refuseCutListing(Pass pass, Consumer consumer, int polled) {
        if (consumer instanceof ScheduledBatchPollingConsumer batch
                && batch.getMaxMessagesPerPoll() > 0
                && polled >= batch.getMaxMessagesPerPoll()) {
            pass.incomplete("The listing ended at maxMessagesPerPoll=" + batch.getMaxMessagesPerPoll()
                    + ". Nothing was deleted. Leave that option out in routes/sources/" + pass.source()
                    + ".camel.yaml.");
        }
    }

    @Override
    public boolean rollback(Consumer consumer, Endpoint endpoint, int retryCounter, Exception cause) {
        Optional<Pass> pass = passes.active(SourceName.of(consumer));
        pass.ifPresent(active -> uninterrupted(() -> passes.fail(active, cause)));
        return false;
    }

    private interface Ending {
        void run() throws InterruptedException;
    }

    private static void uninterrupted(Ending ending) {
        try {
            ending.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted at the end of a pass", e);
        }
    }
}
