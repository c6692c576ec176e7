package dev.freshet.camel.http;

import dev.freshet.config.HttpSettings;
import io.vertx.ext.auth.authentication.AuthenticationProvider;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.AuthenticationHandler;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.component.platform.http.vertx.auth.AuthenticationConfig;
import org.apache.camel.component.platform.http.vertx.auth.AuthenticationConfig.AuthenticationConfigEntry;

/** Decides who is let in, before a body is read and before any route hears of the request. */
final class HttpGuard {

    private static final String BEARER = "Bearer ";
    private static final String LIVE = "/health/live";

    private final HttpSettings settings;

    HttpGuard(HttpSettings settings) {
        this.settings = settings;
    }

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
        if (request.normalizedPath().equals(LIVE) || isAllowed(request)) {
            request.next();
        } else {
            request.response()
                    .setStatusCode(401)
                    .putHeader("WWW-Authenticate", "Bearer")
                    .putHeader("Content-Type", "application/json")
                    .end("{\"error\":\"the token is missing or wrong\"}");
        }
    }

    private boolean isAllowed(RoutingContext request) {
        if (!settings.token().isSet()) {
            return true;
        }
        String header = request.request().getHeader("Authorization");
        return header != null
                && header.startsWith(BEARER)
                && MessageDigest.isEqual(
                        header.substring(BEARER.length()).getBytes(StandardCharsets.UTF_8),
                        settings.token().text().getBytes(StandardCharsets.UTF_8));
    }
}
