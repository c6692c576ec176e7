package dev.freshet.camel;

import dev.freshet.document.DocumentKey;
import dev.freshet.document.MissingDocuments;
import dev.freshet.pass.Pass;
import java.util.List;
import java.util.Objects;
import org.apache.camel.Exchange;

/** What travels with an exchange. */
final class Exchanges {

    private Exchanges() {}

    /** The documents that the exchange is about: one, but for deletions. */
    static List<DocumentKey> documents(Exchange exchange) {
        return exchange.getMessage().getBody() instanceof MissingDocuments missing
                ? missing.keys()
                : List.of(Objects.requireNonNull(exchange.getProperty(Headers.KEY, DocumentKey.class)));
    }

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
