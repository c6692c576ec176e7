package dev.freshet.camel.http;

import dev.freshet.config.Secret;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** How a person shows the token once, in the console. The session is a proof of the token, so that nothing need be kept. */
final class SignIn {

    private static final String COOKIE = "freshet_session";
    private static final int LONGEST_FORM = 4_096;

    private final Secret token;

    SignIn(Secret token) {
        this.token = token;
    }

    void handle(RoutingContext request) {
        if (!request.request().method().equals(HttpMethod.POST)) {
            page(request, 200);
            return;
        }
        String length = request.request().getHeader("Content-Length");
        if (length == null || length.length() > 6 || Integer.parseInt(length) > LONGEST_FORM) {
            Errors.answer(request, 413, "The form is too large.");
            return;
        }
        request.request().setExpectMultipart(true).endHandler(end -> {
            String given = request.request().getFormAttribute("token");
            if (given != null && HttpGuard.same(given.strip(), token.text())) {
                request.response()
                        .addCookie(Cookie.cookie(COOKIE, session())
                                .setHttpOnly(true)
                                .setSecure(cameByTls(request))
                                .setSameSite(CookieSameSite.STRICT)
                                .setPath("/"))
                        .setStatusCode(303)
                        .putHeader("Location", "/")
                        .end();
            } else {
                page(request, 401);
            }
        });
        request.request().resume();
    }

    /** As a proxy before it says. */
    private static boolean cameByTls(RoutingContext request) {
        return "https".equalsIgnoreCase(request.request().getHeader("X-Forwarded-Proto"));
    }

    boolean isSignedIn(RoutingContext request) {
        Cookie cookie = request.request().getCookie(COOKIE);
        return cookie != null && HttpGuard.same(cookie.getValue(), session());
    }

    private String session() {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(token.text().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal("freshet console".getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no HMAC-SHA256", e);
        }
    }

    /** The form; 401 says that the token was missing or wrong. */
    void page(RoutingContext request, int status) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "text/html; charset=utf-8")
                .putHeader("Content-Security-Policy", ConsoleFiles.POLICY)
                .putHeader("Cache-Control", "no-store")
                .end(html());
    }

    private static String html() {
        try (InputStream in = SignIn.class.getResourceAsStream("/console/sign-in.html")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The program's own sign-in page can't be read", e);
        }
    }
}
