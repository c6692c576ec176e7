package dev.freshet.camel.http;

import dev.freshet.config.HttpSettings;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.auth.authentication.AuthenticationProvider;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.AuthenticationHandler;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.component.platform.http.vertx.auth.AuthenticationConfig;
import org.apache.camel.component.platform.http.vertx.auth.AuthenticationConfig.AuthenticationConfigEntry;

/** Decides who is let in, before a body is read and before any route hears of the request. */
final class HttpGuard {

    private static final String BEARER = "Bearer ";
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    /** Requests that are worked on or wait for it, besides those that wait for a run. */
    private static final int MOST_IN_HAND = 100;

    /** What anyone may see, and pushes, which carry a signature that their route checks. */
    private static final Pattern OPEN = Pattern.compile("/health/live|/console/[^/]+|/webhook/(?!ingest$)[^/]+");

    private final HttpSettings settings;
    private final SignIn signIn;
    private final Connections connections;

    HttpGuard(HttpSettings settings, Connections connections) {
        this.settings = settings;
        this.connections = connections;
        this.signIn = new SignIn(settings.token());
    }

    /** Places it before every route of a server. */
    void addTo(VertxPlatformHttpServerConfiguration configuration) {
        AuthenticationConfigEntry entry = new AuthenticationConfigEntry();
        entry.setPath("/*");
        entry.setAuthenticationProviderFactory(vertx -> (credentials, answer) -> {
            throw new IllegalStateException("the handler below asks no provider");
        });
        entry.setAuthenticationHandlerFactory(new AuthenticationConfig.AuthenticationHandlerFactory() {
            @Override
            public <T extends AuthenticationProvider> AuthenticationHandler createAuthenticationHandler(T provider) {
                return HttpGuard.this::handle;
            }
        });
        configuration.getAuthenticationConfig().getEntries().add(entry);
        configuration.getAuthenticationConfig().setEnabled(true);
    }

    private void handle(RoutingContext request) {
        connections.received(request);
        request.response()
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("X-Frame-Options", "DENY");
        String path = request.normalizedPath();
        if (!settings.token().isSet() && !isThisMachine(request)) {
            Errors.answer(request, 403, "Without a token only names of this machine are answered, such as localhost.");
        } else if (changesSomething(request) && isForeign(request)) {
            Errors.answer(request, 403, "A page of another origin may not do this.");
        } else if (settings.token().isSet() && path.equals("/sign-in")) {
            signIn.handle(request);
        } else if (connections.inHand() > MOST_IN_HAND + settings.maxWaiting() && !path.equals("/health/live")) {
            Errors.answer(request, 503, "More is asked than can be answered. Come again.");
        } else if (OPEN.matcher(path).matches() || isAllowed(request)) {
            request.next();
        } else if (path.equals("/")) {
            signIn.page(request, 401);
        } else {
            request.response().putHeader("WWW-Authenticate", "Bearer");
            Errors.answer(request, 401, "The token is missing or wrong. Send 'Authorization: Bearer TOKEN'.");
        }
    }

    /** A page in a browser could reach this machine by a name of its own that resolves to 127.0.0.1. */
    private static boolean isThisMachine(RoutingContext request) {
        HostAndPort authority = request.request().authority();
        return authority != null && LOOPBACK.contains(authority.host().toLowerCase(Locale.ROOT));
    }

    private static boolean changesSomething(RoutingContext request) {
        HttpMethod method = request.request().method();
        return !method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD);
    }

    private static boolean isForeign(RoutingContext request) {
        String origin = request.request().getHeader("Origin");
        if (origin == null) {
            return false;
        }
        try {
            String authority = URI.create(origin).getRawAuthority();
            return authority == null
                    || !authority.equalsIgnoreCase(request.request().getHeader("Host"));
        } catch (IllegalArgumentException notAnOrigin) {
            return true;
        }
    }

    private boolean isAllowed(RoutingContext request) {
        if (!settings.token().isSet()) {
            return true;
        }
        String header = request.request().getHeader("Authorization");
        if (header == null || !header.startsWith(BEARER)) {
            return signIn.isSignedIn(request);
        }
        return same(header.substring(BEARER.length()).strip(), settings.token().text());
    }

    /** In a time that doesn't tell where they differ. */
    static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
