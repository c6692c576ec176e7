package dev.freshet.camel;

import dev.freshet.pass.Pass;
import dev.freshet.pass.Passes;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.component.file.remote.RemoteFilePollingConsumerPollStrategy;
import org.apache.camel.spi.PollingConsumerPollStrategy;
import org.apache.camel.support.ScheduledBatchPollingConsumer;
import org.apache.camel.support.ScheduledPollConsumer;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bean {@code passes}, the poll strategy that makes a source of any polling consumer: a poll that begins opens a pass, one
 * that ends closes it and deletes what is gone, one that fails closes it and deletes nothing.
 */
public final class PassBracket implements PollingConsumerPollStrategy {

    private static final Logger LOG = LoggerFactory.getLogger(PassBracket.class);

    private final Passes passes;
    /** Forgets the connection of {@code sftp} and {@code ftp}, which would go on in the folder where it failed. */
    private final RemoteFilePollingConsumerPollStrategy recovery = new RemoteFilePollingConsumerPollStrategy();

    private final Set<String> betweenPages = ConcurrentHashMap.newKeySet();

    public PassBracket(Passes passes) {
        this.passes = passes;
    }

    @Override
    public boolean begin(Consumer consumer, Endpoint endpoint) {
        String source = SourceName.of(consumer);
        if (betweenPages.remove(source)) {
            return true;
        }
        boolean begun = passes.begin(source).isPresent();
        if (begun) {
            SwallowedErrors.hear(consumer, passes, source);
            ListingPages.of(consumer).ifPresent(ListingPages::rewind);
            lookBeside(consumer);
        } else {
            LOG.debug("{} has no pass to begin: an earlier one answered the request too.", source);
        }
        return begun;
    }

    /** Single documents may have been asked for before this pass let looks run beside it. */
    private static void lookBeside(Consumer consumer) {
        if (consumer instanceof ScheduledPollConsumer polling
                && polling.getScheduler() instanceof PassSchedule schedule) {
            schedule.fireLooks();
        }
    }

    @Override
    public void commit(Consumer consumer, Endpoint endpoint, int polledMessages) {
        Optional<Pass> pass = passes.active(SourceName.of(consumer));
        Optional<ListingPages> pages = ListingPages.of(consumer);
        pass.ifPresent(active -> {
            refuseStopped(active, consumer);
            if (pages.isEmpty()) {
                refuseCutListing(active, consumer, polledMessages);
            } else if (pages.get().hasNext() && turnsPage(active, pages.get(), polledMessages)) {
                betweenPages.add(active.source());
                return;
            }
            uninterrupted(() -> passes.finish(active));
        });
    }

    /** A batch that a stop cuts short looks complete, too, and no next page is asked for. */
    private static void refuseStopped(Pass pass, Consumer consumer) {
        if (consumer instanceof ServiceSupport service && !service.isRunAllowed() && !pass.isInterrupted()) {
            pass.interrupt();
        }
    }

    private static boolean turnsPage(Pass pass, ListingPages pages, int polledMessages) {
        boolean turns = pages.turns(polledMessages);
        if (!turns) {
            pass.incomplete("The listing ended after one of its pages. Nothing was deleted. In routes/sources/"
                    + pass.source() + ".camel.yaml, "
                    + (polledMessages == 0
                            ? "set a larger 'maxMessagesPerPoll': that page had folders only."
                            : "add 'greedy: true'."));
        }
        return turns && !pass.isInterrupted() && pass.breakdown() == null;
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
    public boolean rollback(Consumer consumer, Endpoint endpoint, int retryCounter, Exception cause) throws Exception {
        Optional<Pass> pass = passes.active(SourceName.of(consumer));
        betweenPages.remove(SourceName.of(consumer));
        pass.ifPresent(active -> uninterrupted(() -> passes.fail(active, cause)));
        return recovery.rollback(consumer, endpoint, retryCounter, cause);
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
