package dev.freshet.camel;

import org.apache.camel.Consumer;
import org.apache.camel.Route;
import org.apache.camel.RouteAware;
import org.apache.camel.component.kamelet.KameletEndpoint;

/** Finds the source that a consumer works for: its own route, or the route that uses the kamelet it is inside of. */
final class SourceName {

    private SourceName() {}

    static String of(Consumer consumer) {
        String own = ((RouteAware) consumer).getRoute().getRouteId();
        for (Route route : consumer.getEndpoint().getCamelContext().getRoutes()) {
            if (route.getEndpoint() instanceof KameletEndpoint kamelet
                    && kamelet.getRouteId().equals(own)) {
                return route.getRouteId();
            }
        }
        return own;
    }
}
