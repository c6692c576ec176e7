package dev.freshet.camel.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.impl.VertxInternal;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** Has the server that Camel makes hand over its connections, which Camel has no option for. */
final class LimitedVertx {

    /** Time between two looks at the connections, in ms. */
    private static final long LOOKING = 1_000;

    private LimitedVertx() {}

    /** A view of it whose HTTP servers tell of their connections and speak HTTP/1.1 alone. */
    static Vertx around(Vertx vertx, Connections connections) {
        vertx.setPeriodic(LOOKING, tick -> connections.look());
        return (Vertx) Proxy.newProxyInstance(
                LimitedVertx.class.getClassLoader(), new Class<?>[] {VertxInternal.class}, (proxy, method, given) -> {
                    if (method.getName().equals("createHttpServer") && given != null && given.length == 1) {
                        return server(vertx, (HttpServerOptions) given[0], connections);
                    }
                    return call(vertx, method, given);
                });
    }

    private static HttpServer server(Vertx vertx, HttpServerOptions options, Connections connections) {
        // One connection of HTTP/2 could ask for a hundred things at once.
        return vertx.createHttpServer(options.setHttp2ClearTextEnabled(false)).connectionHandler(connections::opened);
    }

    private static @Nullable Object call(Vertx vertx, java.lang.reflect.Method method, Object @Nullable [] given)
            throws Throwable {
        try {
            return method.invoke(vertx, given);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }
}
