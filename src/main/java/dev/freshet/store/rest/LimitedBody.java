package dev.freshet.store.rest;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** Takes a body up to a limit. A longer one is a failure, and the rest of it isn't read. */
final class LimitedBody implements BodySubscriber<byte[]> {

    private final BodySubscriber<byte[]> whole = BodySubscribers.ofByteArray();
    private final long most;
    private long read;
    private @Nullable Subscription subscription;

    /**
     * @param most bytes
     */
    LimitedBody(long most) {
        this.most = most;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return whole.getBody();
    }

    @Override
    public void onSubscribe(Subscription given) {
        subscription = given;
        whole.onSubscribe(given);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        if (read > most) {
            return;
        }
        read += buffers.stream().mapToLong(ByteBuffer::remaining).sum();
        if (read <= most) {
            whole.onNext(buffers);
            return;
        }
        if (subscription != null) {
            subscription.cancel();
        }
        whole.onError(new IOException("the answer is longer than " + most / 1_000_000 + " MB"));
    }

    @Override
    public void onError(Throwable failure) {
        whole.onError(failure);
    }

    @Override
    public void onComplete() {
        whole.onComplete();
    }
}
