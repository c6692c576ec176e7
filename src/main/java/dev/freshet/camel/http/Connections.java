package dev.freshet.camel.http;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOutboundBuffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Ends connections that only take a place: that send nothing or a byte now and then, or don't read what they asked for. A
 * client that waits for a run to end is none of them.
 */
final class Connections {

    /** More are closed as they come. */
    private static final int MOST = 1_000;

    /** Bytes of answers that a client has left unread when it asks for more: it is cut off. */
    private static final long MOST_UNREAD = 1 << 20;

    private final Duration patience;
    private final Map<HttpConnection, Hand> open = new ConcurrentHashMap<>();
    private final AtomicInteger inHand = new AtomicInteger();

    /**
     * Begins without any.
     *
     * @param patience with the head and the body of a request, with the reading of an answer, and until the next request
     */
    Connections(Duration patience) {
        this.patience = patience;
    }

    /** What a connection does. */
    private static final class Hand {
        private volatile long since = System.nanoTime();
        private volatile long caughtUp = since;
        private volatile @Nullable HttpServerRequest request;
    }

    void opened(HttpConnection connection) {
        if (open.size() >= MOST) {
            cut(connection);
            return;
        }
        open.put(connection, new Hand());
        if (connection instanceof ConnectionBase base) {
            Asking.watch(base.channel().pipeline());
        }
        connection.closeHandler(closed -> open.remove(connection));
    }

    /** A head has come. */
    void received(RoutingContext context) {
        HttpConnection connection = context.request().connection();
        if (unread(connection) > MOST_UNREAD) {
            cut(connection);
        }
        Hand hand = open.get(connection);
        inHand.incrementAndGet();
        if (hand != null) {
            hand.since = System.nanoTime();
            hand.request = context.request();
        }
        context.addEndHandler(end -> {
            inHand.decrementAndGet();
            if (hand != null) {
                hand.since = System.nanoTime();
                hand.request = null;
            }
        });
    }

    /** Requests that aren't answered yet. */
    int inHand() {
        return inHand.get();
    }

    /** Looks for those that take too long. */
    void look() {
        long now = System.nanoTime();
        open.forEach((connection, hand) -> {
            if (unread(connection) == 0) {
                hand.caughtUp = now;
            } else if (now - hand.caughtUp > patience.toNanos()) {
                cut(connection); // whoever asks again and again must read, too
                return;
            }
            HttpServerRequest request = hand.request;
            if (request != null && request.response().ended()) {
                hand.since = now; // what is left is the client's to read
                hand.request = null;
                return;
            }
            boolean works = request != null && request.isEnded();
            if (!works && now - hand.since > patience.toNanos()) {
                cut(connection);
            }
        });
    }

    /** Bytes that wait for the client to read; what the operating system holds comes on top. */
    private static long unread(HttpConnection connection) {
        ChannelOutboundBuffer waiting = connection instanceof ConnectionBase base
                ? base.channel().unsafe().outboundBuffer()
                : null;
        return waiting == null ? 0 : waiting.totalPendingWriteBytes();
    }

    /** Without waiting for what a client doesn't read. */
    private void cut(HttpConnection connection) {
        open.remove(connection);
        if (connection instanceof ConnectionBase base) {
            ChannelFuture unused = base.channel().close();
        }
    }
}
