package dev.freshet.camel;

import java.lang.reflect.Field;
import java.util.Optional;
import org.apache.camel.Consumer;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.ScheduledPollConsumer;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;

/**
 * The pages of a consumer that lists one page a poll and remembers where the next one begins, as {@code aws2-s3} does. It
 * tells nobody, so this looks into it: a page that is taken for the whole would delete the rest.
 */
final class ListingPages {

    private static final String PAGED = "AWS2S3Consumer";
    private static final String NEXT_PAGE = "marker";

    private final ScheduledPollConsumer consumer;
    private final Field nextPage;

    private ListingPages(ScheduledPollConsumer consumer, Field nextPage) {
        this.consumer = consumer;
        this.nextPage = nextPage;
    }

    /** Empty for a consumer that lists everything in one poll. */
    static Optional<ListingPages> of(Consumer consumer) {
        if (!(consumer instanceof ScheduledPollConsumer polling)
                || !consumer.getClass().getSimpleName().equals(PAGED)) {
            return Optional.empty();
        }
        try {
            Field nextPage = consumer.getClass().getDeclaredField(NEXT_PAGE);
            nextPage.setAccessible(true);
            return Optional.of(new ListingPages(polling, nextPage));
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(
                    "The pages of this component's listing can't be followed. Put the version of camel-aws2-s3 into lib/"
                            + " that fits this release.",
                    e);
        }
    }

    boolean hasNext() {
        return value() != null;
    }

    /** Whether the consumer asks for the next page by itself after this poll. */
    boolean turns(int polledMessages) {
        return consumer.isGreedy() && polledMessages > 0;
    }

    /** The first page comes next, whatever became of an earlier listing, and no object counts as still in hand. */
    void rewind() {
        LateBucket.reveal(consumer.getEndpoint());
        try {
            nextPage.set(consumer, null);
            Object inHand = consumer.getEndpoint()
                    .getClass()
                    .getMethod("getInProgressRepository")
                    .invoke(consumer.getEndpoint());
            if (inHand instanceof IdempotentRepository repository) {
                ServiceHelper.startService(repository);
                repository.clear();
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The listing can't begin at its first page", e);
        }
    }

    private @Nullable Object value() {
        try {
            return nextPage.get(consumer);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("The listing's next page can't be seen", e);
        }
    }
}
