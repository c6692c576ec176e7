package dev.freshet.camel.http;

import dev.freshet.api.Refusal;
import dev.freshet.api.Request;
import io.vertx.core.http.HttpServerRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.component.platform.http.vertx.HttpMessage;

/**
 * Bean {@code request}: body = {@link Request}, read from the connection itself. Camel's headers hold the same, but mixed: a
 * client's header, a query parameter and a part of the path look alike there.
 */
public final class Requests {

    /** Reads the request and leaves nothing of it in the headers. */
    public void read(Exchange exchange) {
        HttpServerRequest request = ((HttpMessage) exchange.getMessage()).getRequest();
        refuseForm(request);
        byte[] body = exchange.getMessage().getBody(byte[].class);
        Map<String, String> headers = new HashMap<>();
        request.headers().forEach(header -> headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
        Request read = new Request(
                path(String.valueOf(exchange.getMessage().getHeader(Exchange.HTTP_PATH))),
                query(request.query()),
                headers,
                Objects.requireNonNullElse(body, new byte[0]));
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setBody(read);
    }

    /** The server takes a form apart before a route sees it. curl calls any body a form unless it is told otherwise. */
    private static void refuseForm(HttpServerRequest request) {
        String type = request.getHeader("Content-Type");
        if (type != null && (type.startsWith("application/x-www-form-urlencoded") || type.startsWith("multipart/"))) {
            throw new Refusal(415, "The body is called a form. Send JSON, with 'Content-Type: application/json'.");
        }
    }

    private static List<String> path(String text) {
        List<String> parts = new ArrayList<>();
        for (String part : text.split("/", -1)) {
            if (!part.isEmpty()) {
                parts.add(decoded(part));
            }
        }
        return List.copyOf(parts);
    }

    private static Map<String, List<String>> query(@org.jspecify.annotations.Nullable String text) {
        Map<String, List<String>> query = new LinkedHashMap<>();
        if (text != null) {
            for (String pair : text.split("&", -1)) {
                String[] nameAndValue = pair.split("=", 2);
                query.computeIfAbsent(decoded(nameAndValue[0]), name -> new ArrayList<>())
                        .add(nameAndValue.length == 2 ? decoded(nameAndValue[1]) : "");
            }
        }
        return query;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text; // A lone % is a plain character.
        }
    }
}
