package dev.freshet.camel;

import dev.freshet.document.DocumentKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Documents that are being worked on. Two events for one document never interleave: the second waits for the first. */
final class InHand {

    /** Bytes of contents that may be in hand together; one that is larger is in hand alone. */
    private static final long MOST_BYTES = 64L << 20;

    private final Set<DocumentKey> keys = new HashSet<>();
    private long bytes;
    private boolean hasTurn;

    /** An empty hand. */
    Hold hold() {
        return new Hold();
    }

    private synchronized void take(DocumentKey key) throws InterruptedException {
        while (!keys.add(key)) {
            wait();
        }
    }

    private synchronized void takeTurn() throws InterruptedException {
        while (hasTurn) {
            wait();
        }
        hasTurn = true;
    }

    private synchronized void weigh(long more) throws InterruptedException {
        while (bytes > 0 && bytes + more > MOST_BYTES) {
            wait();
        }
        bytes += more;
    }

    private synchronized void lay(Hold hold) {
        hold.taken.forEach(keys::remove);
        bytes -= hold.weight;
        hasTurn &= !hold.turn;
        notifyAll();
    }

    /** What one message has in its hand. Only a message that deletes has more than one document, all of them gone. */
    final class Hold {

        private final List<DocumentKey> taken = new ArrayList<>(1);
        private long weight;
        private boolean turn;

        /** Waits until nobody else has the document. */
        void take(DocumentKey key) throws InterruptedException {
            InHand.this.take(key);
            taken.add(key);
        }

        /**
         * Waits until no other document is in hand that may have ended a process: when one does it again, it is known which.
         */
        void takeTurn() throws InterruptedException {
            InHand.this.takeTurn();
            turn = true;
        }

        /** Waits until there is room in memory. More workers than cores must not need more of it. */
        void weigh(long size) throws InterruptedException {
            InHand.this.weigh(size);
            weight += size;
        }

        /** Lays all of it down, once. */
        void lay() {
            InHand.this.lay(this);
        }
    }
}
