package dev.freshet.check;

import dev.freshet.config.Placeholders;
import dev.freshet.config.Suggestion;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Checks the parameters that a route gives to a kamelet. Camel itself takes unknown ones in silence. */
final class KameletCallCheck {

    /** Options of the kamelet component itself. */
    private static final Set<String> COMPONENT_OPTIONS =
            Set.of("bridgeErrorHandler", "exceptionHandler", "exchangePattern", "noErrorHandler");

    private final Kamelets kamelets;
    private final Placeholders placeholders;

    KameletCallCheck(Kamelets kamelets, Placeholders placeholders) {
        this.kamelets = kamelets;
        this.placeholders = placeholders;
    }

    void check(Endpoint endpoint, Report report) {
        String name = endpoint.kameletName();
        if (!kamelets.exists(name)) {
            Set<String> names = kamelets.names();
            String near = Suggestion.of(name, names);
            String remedy = near.isEmpty() ? " Known are " + String.join(", ", names) + "." : near;
            report.error(endpoint.uri(), "unknown kamelet '" + name + "'." + remedy);
        }
        kamelets.find(name).ifPresent(definition -> parameters(endpoint, definition, report));
    }

    private void parameters(Endpoint endpoint, KameletDefinition definition, Report report) {
        for (Endpoint.Parameter parameter : endpoint.parameters().values()) {
            KameletDefinition.Property property = definition.properties().get(parameter.name());
            if (property != null) {
                value(parameter, property, report);
            } else if (!COMPONENT_OPTIONS.contains(parameter.name())) {
                unknown(endpoint, parameter, definition, report);
            }
        }
        for (String name : definition.required()) {
            if (!endpoint.parameters().containsKey(name) && !hasDefault(definition, name)) {
                report.error(endpoint.uri(), "kamelet %s needs '%s'".formatted(endpoint.kameletName(), name));
            }
        }
    }

    private static boolean hasDefault(KameletDefinition definition, String name) {
        return Optional.ofNullable(definition.properties().get(name))
                .map(KameletDefinition.Property::hasDefault)
                .orElse(false);
    }

    private static void unknown(
            Endpoint endpoint, Endpoint.Parameter parameter, KameletDefinition definition, Report report) {
        Set<String> names = new TreeSet<>(definition.properties().keySet());
        String near = Suggestion.of(parameter.name(), names);
        String remedy = near.isEmpty() ? " Known are " + String.join(", ", names) + "." : near;
        report.error(
                parameter.namePlace(),
                "unknown property '%s' of kamelet %s.%s".formatted(parameter.name(), endpoint.kameletName(), remedy));
    }

    private void value(Endpoint.Parameter parameter, KameletDefinition.Property property, Report report) {
        if (parameter.text().isEmpty()) {
            report.error(parameter.valuePlace(), "'" + parameter.name() + "' needs one plain value");
            return;
        }
        Placeholders.Resolved value = placeholders.resolve(parameter.text().get());
        if (value.isKnown() && value.text().contains("&")) {
            report.error(
                    parameter.valuePlace(),
                    "'%s' holds '&', at which Camel would cut it. Use another name, such as that of a link"
                            .formatted(parameter.name()));
        } else if (value.isKnown()) {
            property.problem(value.text())
                    .ifPresent(problem ->
                            report.error(parameter.valuePlace(), "'%s': %s".formatted(parameter.name(), problem)));
        }
    }
}
