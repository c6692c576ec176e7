package dev.freshet.camel;

import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.RouteAware;
import org.apache.camel.component.kamelet.Kamelet;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;

/** Finds the source that a consumer works for: its own route, or the route that uses the kamelet it is inside of. */
final class SourceName {

    private SourceName() {}

    static String of(Consumer consumer) {
        return of(
                consumer.getEndpoint().getCamelContext(),
                ((RouteAware) consumer).getRoute().getRouteId());
    }

    /** The route that a route was made for, by their ids. */
    static String of(CamelContext context, String routeId) {
        RouteDefinition definition = ((ModelCamelContext) context).getRouteDefinition(routeId);
        return definition == null ? routeId : of(definition);
    }

    /** The route that a route was made for, which is its own where it was made for none. */
    static String of(RouteDefinition definition) {
        Map<String, Object> parameters = definition.getTemplateParameters();
        Object user = parameters == null ? null : parameters.get(Kamelet.PARENT_ROUTE_ID);
        return user == null ? definition.getRouteId() : user.toString();
    }
}
