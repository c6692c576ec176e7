package dev.freshet.camel;

import dev.freshet.document.DocumentKey;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What may be in hand at the same time, and what waits. */
class InHandTest {

    private static final DocumentKey NOTE = new DocumentKey("docs", "note.md");
    private static final long LARGE = 40L << 20;

    private final InHand inHand = new InHand();
    private final InHand.Hold first = inHand.hold();
    private final InHand.Hold second = inHand.hold();

    private interface Wait {
        void until() throws InterruptedException;
    }

    private static CompletableFuture<Void> begin(Wait wait) {
        return CompletableFuture.runAsync(() -> {
            try {
                wait.until();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private void assertWaitsForFirst(CompletableFuture<Void> waiting) throws Exception {
        Awaitility.await().during(Duration.ofMillis(100)).until(() -> !waiting.isDone());
        first.lay();
        waiting.get(10, TimeUnit.SECONDS);
    }

    @Test
    void a_document_is_in_one_hand() throws Exception {
        first.take(NOTE);

        assertWaitsForFirst(begin(() -> second.take(NOTE)));
    }

    @Test
    void documents_that_may_have_ended_a_process_go_one_by_one() throws Exception {
        first.takeTurn();

        assertWaitsForFirst(begin(second::takeTurn));
    }

    @Test
    void contents_wait_until_there_is_room_for_them() throws Exception {
        first.weigh(LARGE);

        assertWaitsForFirst(begin(() -> second.weigh(LARGE)));
    }

    @Test
    void contents_that_are_larger_than_all_room_go_alone() throws Exception {
        first.weigh(10 * LARGE);

        assertWaitsForFirst(begin(() -> second.weigh(1)));
    }

    @Test
    void what_was_laid_down_is_free_for_all() throws Exception {
        first.take(NOTE);
        first.takeTurn();
        first.weigh(LARGE);
        first.lay();

        second.take(NOTE);
        second.takeTurn();
        second.weigh(LARGE);
        second.lay();
    }
}
