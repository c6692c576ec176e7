package dev.freshet.camel.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.apache.camel.Exchange;

/** Bean {@code consoleFiles}: the page, its style, its script and its chart library, all of them from the jar. */
public final class ConsoleFiles {

    /** The page loads nothing but these files, and runs nothing that isn't one of them. */
    static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
            + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static final String PAGE = "index.html";
    private static final String PREFIX = "/console/";

    private static final Map<String, String> TYPES = Map.of(
            PAGE,
            "text/html; charset=utf-8",
            "console.css",
            "text/css; charset=utf-8",
            "console.js",
            "text/javascript; charset=utf-8",
            "uPlot.iife.min.js",
            "text/javascript; charset=utf-8",
            "uPlot.min.css",
            "text/css; charset=utf-8",
            "icon.svg",
            "image/svg+xml");

    /** Body = the file that the path names; status 404 where there is none. */
    public void read(Exchange exchange) throws IOException {
        String path = String.valueOf(exchange.getMessage().getHeader(Exchange.HTTP_PATH));
        String name = path.equals("/") ? PAGE : path.substring(path.lastIndexOf('/') + 1);
        String type = TYPES.get(name);
        exchange.getMessage().removeHeaders("*");
        try (InputStream in = type == null ? null : ConsoleFiles.class.getResourceAsStream(PREFIX + name)) {
            if (in == null) {
                exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, 404);
                exchange.getMessage().setBody("");
                return;
            }
            exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, type);
            exchange.getMessage().setHeader("Content-Security-Policy", POLICY);
            exchange.getMessage().setHeader("Cache-Control", "no-cache");
            exchange.getMessage().setBody(in.readAllBytes());
        }
    }
}
