package dev.freshet.camel;

import dev.freshet.pass.Pass;
import org.apache.camel.Exchange;

/** What travels with an exchange. */
final class Exchanges {

    private Exchanges() {}

    /** The pass that the exchange belongs to. */
    static Pass pass(Exchange exchange) {
        Pass pass = exchange.getProperty(Headers.PASS, Pass.class);
        if (pass == null) {
            throw new IllegalStateException("Route '" + exchange.getFromRouteId()
                    + "' sent a document outside of a pass. A source's 'from' needs pollStrategy: \"#bean:passes\".");
        }
        return pass;
    }
}
