package dev.freshet.camel;

import dev.freshet.pass.Pass;
import dev.freshet.pass.PassRequest.Kind;
import dev.freshet.pass.Passes;
import dev.freshet.state.DocumentRow;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.RoutePolicySupport;
import org.jspecify.annotations.Nullable;

/** Ties every message of a source's route to the source's pass, from its first step until it is through. */
public final class SourcePolicy extends RoutePolicySupport implements RoutePolicyFactory {

    private final Passes passes;
    private final Predicate<String> isSource;

    public SourcePolicy(Passes passes, Predicate<String> isSource) {
        this.passes = passes;
        this.isSource = isSource;
    }

    @Override
    public @Nullable RoutePolicy createRoutePolicy(CamelContext context, String routeId, NamedNode route) {
        return isSource.test(routeId) ? this : null;
    }

    @Override
    public void onExchangeBegin(Route route, Exchange exchange) {
        pass(route, exchange).ifPresent(pass -> {
            pass.begin();
            if (exchange.getProperty(Headers.LISTED) == null) {
                // elsewhere a message is a document
                pass.listed();
            }
            exchange.setProperty(Headers.PASS, pass);
            exchange.setProperty(Headers.URGENT, pass.request().kind() == Kind.DOCUMENTS);
            exchange.setProperty(Headers.VISIT, new Visit());
            UnreadMails.keep(exchange);
        });
    }

    /** Who sends messages of a look beside the pass says so. */
    private Optional<Pass> pass(Route route, Exchange exchange) {
        return Optional.ofNullable(exchange.getProperty(Headers.PASS, Pass.class))
                .filter(told -> told.source().equals(route.getRouteId()))
                .or(() -> passes.active(route.getRouteId()));
    }

    @Override
    public void onExchangeDone(Route route, Exchange exchange) {
        Pass pass = exchange.getProperty(Headers.PASS, Pass.class);
        if (pass == null) {
            return;
        }
        try {
            settle(exchange, pass);
        } finally {
            pass.end();
        }
    }

    private static void settle(Exchange exchange, Pass pass) {
        Visit visit = Visit.of(exchange);
        boolean counted = visit == null || visit.end();
        if (exchange.getException() != null) {
            pass.breakDown(exchange.getException());
        } else if (!counted) {
            pass.countExcluded();
            DocumentRow row = exchange.getProperty(Headers.ROW, DocumentRow.class);
            if (row != null) {
                pass.marks().turnAway(row.id());
            }
        }
    }
}
