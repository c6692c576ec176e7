package dev.freshet.camel.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.freshet.config.DataSize;
import dev.freshet.report.Json;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Objects;

/** Errors that no route answers, in the form of those that one does. */
final class Errors {

    private Errors() {}

    /** Takes the place of the HTML pages that the router would answer. */
    static void addTo(Router router, DataSize limit) {
        router.route()
                .last()
                .handler(request -> answerUnknown(router, request))
                .failureHandler(request -> answer(request, request.statusCode(), limit));
    }

    private static void answer(RoutingContext request, int status, DataSize limit) {
        switch (status) {
            case 413 -> answer(request, 413, "The body is larger than freshet.http.max-body, which is " + limit + ".");
            case 400 -> answer(request, 400, "The request can't be read.");
            default -> answer(request, 500, "Freshet failed to answer. The reason is in data/logs/freshet.log.");
        }
    }

    private static void answerUnknown(Router router, RoutingContext request) {
        String path = request.normalizedPath();
        boolean known = router.getRoutes().stream()
                .map(Route::getPath)
                .filter(Objects::nonNull)
                .anyMatch(pattern -> path.matches(pattern.replaceAll(":[^/]+", "[^/]+")));
        if (known) {
            answer(request, 405, request.request().method() + " is not for " + path + ".");
        } else {
            answer(request, 404, "There is nothing at " + path + ".");
        }
    }

    static void answer(RoutingContext request, int status, String message) {
        if (!request.response().ended()) {
            request.response()
                    .setStatusCode(status)
                    .putHeader("Content-Type", "application/json")
                    .end(json(message));
        }
    }

    private static String json(String message) {
        try {
            return Json.mapper().writeValueAsString(Map.of("error", message));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A text can't be written as JSON", e);
        }
    }
}
