package dev.freshet.camel;

import dev.freshet.document.DocumentKey;
import java.util.HashSet;
import java.util.Set;

/** Documents that are being worked on. Two events for one document never interleave: the second waits for the first. */
final class InHand {

    private final Set<DocumentKey> keys = new HashSet<>();

    synchronized void take(DocumentKey key) throws InterruptedException {
        while (!keys.add(key)) {
            wait();
        }
    }

    synchronized void lay(DocumentKey key) {
        keys.remove(key);
        notifyAll();
    }
}
