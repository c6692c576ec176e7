package dev.freshet.camel.http;

import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpHeaderFilterStrategy;

/**
 * Nothing that a client says becomes a header of a message: it could be taken for one of Camel's or of Freshet's, and
 * what is left on the message is sent back. Routes ask bean {@code request} for what they need of it.
 */
final class ClientHeaders extends HttpHeaderFilterStrategy {

    @Override
    public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
        return true;
    }
}
