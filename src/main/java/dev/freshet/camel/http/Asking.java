package dev.freshet.camel.http;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.net.impl.VertxHandler;

/**
 * Closes a connection on which more is asked than was answered. Vert.x reads requests ahead of its answers without a limit,
 * and goes through all that wait for each that comes.
 */
final class Asking extends ChannelDuplexHandler {

    /** Requests of a connection that wait for their answers; clients in use send one at a time. */
    private static final int MOST = 50;

    private int unanswered;

    private Asking() {}

    /** Watches a connection that is being opened; on its own thread. */
    static void watch(ChannelPipeline pipeline) {
        ChannelHandlerContext server = pipeline.context(VertxHandler.class);
        if (server != null) {
            pipeline.addBefore(server.name(), "asking", new Asking());
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (message instanceof HttpRequest && ++unanswered > MOST) {
            ReferenceCountUtil.release(message);
            ChannelFuture unused = context.close();
            return;
        }
        super.channelRead(context, message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
        if (message instanceof HttpResponse) {
            unanswered--;
        }
        super.write(context, message, promise);
    }
}
