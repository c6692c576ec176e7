package dev.freshet.camel.http;

import dev.freshet.config.HttpSettings;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Objects;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.PlatformHttpComponent;
import org.apache.camel.component.platform.http.main.MainHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.jspecify.annotations.Nullable;

/** Camel's HTTP server, with our guard before every route. */
public final class HttpServer {

    /** Threads that answer; requests that wait for a run hold one each, so these come on top. */
    private static final int WORKERS = 20;

    private final HttpSettings settings;
    private final HttpGuard guard;
    private final Connections connections;
    private @Nullable VertxPlatformHttpServer server;

    public HttpServer(HttpSettings settings) {
        this.settings = settings;
        this.connections = new Connections(settings.patience());
        this.guard = new HttpGuard(settings, connections);
    }

    /**
     * Adds it to a context that is being configured; it listens before the routes start.
     *
     * @throws AddressInUseException if nothing can listen there
     */
    public void addTo(CamelContext context) {
        int port = freePort();
        VertxPlatformHttpServerConfiguration configuration = new VertxPlatformHttpServerConfiguration();
        configuration.setBindHost(settings.address());
        configuration.setBindPort(port);
        configuration.setMaxBodySize(settings.maxBody().bytes());
        configuration.getBodyHandler().setHandleFileUploads(false);
        guard.addTo(configuration);
        Vertx vertx = Vertx.vertx(new VertxOptions().setWorkerPoolSize(WORKERS + settings.maxWaiting()));
        context.getRegistry().bind("vertx", LimitedVertx.around(vertx, connections));
        MainHttpServer main = new MainHttpServer();
        main.setConfiguration(configuration);
        main.setCamelContext(context);
        try {
            context.addService(main, true, true);
        } catch (Exception e) {
            throw new IllegalStateException("The HTTP server can't be started: " + e.getMessage(), e);
        }
        PlatformHttpComponent component = context.getComponent("platform-http", PlatformHttpComponent.class);
        component.setHeaderFilterStrategy(new ClientHeaders());
        server = Objects.requireNonNull(context.hasService(VertxPlatformHttpServer.class));
    }

    /** Camel only warns of a port that is taken, and can't tell its routes of one that the system chose. */
    private int freePort() {
        try (ServerSocket probe = new ServerSocket(settings.port(), 1, InetAddress.getByName(settings.address()))) {
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new AddressInUseException(
                    "Nothing can listen on " + settings.address() + ":" + settings.port() + " (" + e.getMessage()
                            + "). Another service may have that port, perhaps another 'freshet run': stop it, or set"
                            + " freshet.http.port.\nNothing was started.",
                    e);
        }
    }

    /** Gives errors their form, once it listens. */
    public void started(CamelContext context) {
        String router = VertxPlatformHttpRouter.getRouterNameFromPort(port());
        Errors.addTo(VertxPlatformHttpRouter.lookup(context, router), settings.maxBody());
    }

    /** The port it listens on. */
    public int port() {
        return Objects.requireNonNull(server, "not started").getPort();
    }

    /** Where a person opens the console. */
    public String address() {
        String host = settings.isLoopback() ? "localhost" : settings.address();
        return "http://" + host + ":" + port() + "/";
    }
}
