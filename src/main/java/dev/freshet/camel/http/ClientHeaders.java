package dev.freshet.camel.http;

import java.util.Locale;
import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpHeaderFilterStrategy;

/** Drops what a client says in the name of Camel or of Freshet, as a header or as a parameter. */
final class ClientHeaders extends HttpHeaderFilterStrategy {

    @Override
    public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
        String plain = name.toLowerCase(Locale.ROOT);
        return plain.startsWith("freshet")
                || plain.startsWith("camel")
                || super.applyFilterToExternalHeaders(name, value, exchange);
    }
}
