package dev.freshet.camel;

import dev.freshet.pass.Passes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.camel.Endpoint;
import org.apache.camel.Route;
import org.apache.camel.component.direct.DirectEndpoint;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.component.kamelet.KameletEndpoint;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.spi.ResourceAware;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;
import org.quartz.SchedulerException;

/**
 * Exchanges routes while the others run. A file is named as people name it, relative to the home; its text is null where
 * the one that the program carries is meant. For one thread.
 */
public final class LiveRoutes {

    private static final String KAMELET = ".kamelet.yaml";

    private final ModelCamelContext context;
    private final StartFailure failures;
    private final Passes passes;
    private final Schedules schedules;

    LiveRoutes(ModelCamelContext context, StartFailure failures, Passes passes, Schedules schedules) {
        this.context = context;
        this.failures = failures;
        this.passes = passes;
        this.schedules = schedules;
    }

    /**
     * Builds and starts the routes of a file. Where that fails, a part of them may stay, to be removed.
     *
     * @param home for messages of Camel that name the file
     * @throws EngineException saying what Camel refuses
     */
    public void load(Path home, String file, @Nullable String text) {
        try {
            PluginHelper.getRoutesLoader(context).loadRoutes(resource(home, file, text));
        } catch (Exception e) {
            throw new EngineException(failures.fact(e), e);
        }
    }

    /**
     * Refuses routes that send to where no route begins.
     *
     * @param before what was so before
     */
    public void refuseDeadEnds(Set<String> before) {
        Set<String> dead = deadEnds();
        dead.removeAll(before);
        if (!dead.isEmpty()) {
            throw deadEnd(dead);
        }
    }

    private static EngineException deadEnd(Set<String> dead) {
        return new EngineException(
                "it sends to " + dead.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "))
                        + ", and no route begins with it. Correct the name; documents go to 'direct:ingest'.",
                null);
    }

    private Resource resource(Path home, String file, @Nullable String text) {
        return text == null
                ? ResourceHelper.resolveResource(context, "classpath:" + file)
                : ResourceHelper.fromString("file:" + home.resolve(file), text);
    }

    /**
     * Stops and removes the routes of a file, after what they have in hand.
     *
     * @return whether it was through within this time; the routes are removed all the same
     */
    public boolean remove(String file, Duration patience) {
        List<RouteDefinition> own = context.getRouteDefinitions().stream()
                .filter(definition -> isOf(definition, file))
                .toList();
        Set<String> ids = own.stream().map(RouteDefinition::getRouteId).collect(Collectors.toSet());
        boolean quiet = removeAll(definition -> ids.contains(definition.getRouteId()), patience);
        removeAll(definition -> ids.contains(SourceName.of(definition)), patience);
        List.copyOf(context.getRouteConfigurationDefinitions()).stream()
                .filter(configuration -> isOf(configuration, file))
                .forEach(this::removeConfiguration);
        return quiet;
    }

    /** Ends the pass over a source and its schedule; false where the pass didn't end within this time, and goes on. */
    public boolean halt(String source, Duration patience) throws InterruptedException {
        try {
            if (schedules.of(source).isPresent()) {
                schedules.of(source).get().pause();
            }
            if (!passes.interrupt(source, patience)) {
                return false;
            }
            for (RouteDefinition definition : context.getRouteDefinitions()) {
                if (SourceName.of(definition).equals(source)) {
                    stop(definition, patience);
                }
            }
            // One may have begun between the two; no other can.
            return passes.interrupt(source, patience);
        } catch (SchedulerException e) {
            throw new IllegalStateException("The schedule of " + source + " can't be stopped: " + e.getMessage(), e);
        }
    }

    /**
     * Takes another text for a kamelet. The sources that use it must be loaded again.
     *
     * @param folders Camel resource locations of the kamelets, the first before the next
     */
    public void exchangeKamelet(Path home, List<String> folders, String file, @Nullable String text) {
        String name = file.substring(file.lastIndexOf('/') + 1, file.length() - KAMELET.length());
        context.getComponent("kamelet", KameletComponent.class).setLocation(String.join(",", folders));
        try {
            context.removeRouteTemplateDefinitions(name);
            Resource resource = resource(home, file, text);
            if (resource.exists()) {
                PluginHelper.getRoutesLoader(context).loadRoutes(resource);
            }
        } catch (Exception e) {
            throw new EngineException(failures.fact(e), e);
        }
    }

    private boolean removeAll(Predicate<RouteDefinition> which, Duration patience) {
        boolean quiet = true;
        for (RouteDefinition definition : List.copyOf(context.getRouteDefinitions())) {
            if (which.test(definition)) {
                quiet &= stop(definition, patience);
                remove(definition);
            }
        }
        return quiet;
    }

    private boolean stop(RouteDefinition definition, Duration patience) {
        try {
            // Camel takes 0 for no limit
            long milliseconds = Math.max(1, patience.toMillis());
            return context.getRouteController()
                    .stopRoute(definition.getRouteId(), milliseconds, TimeUnit.MILLISECONDS, false);
        } catch (Exception e) {
            throw new IllegalStateException(
                    "Route " + definition.getRouteId() + " can't be stopped: " + e.getMessage(), e);
        }
    }

    private void remove(RouteDefinition definition) {
        try {
            Route route = context.getRoute(definition.getRouteId());
            context.removeRouteDefinition(definition);
            if (route != null && !(route.getEndpoint() instanceof DirectEndpoint)) {
                // One of the same address must be new: a kamelet builds its route when its endpoint is made.
                context.removeEndpoint(route.getEndpoint());
            }
            for (Endpoint endpoint : List.copyOf(context.getEndpoints())) {
                if (endpoint instanceof KameletEndpoint kamelet
                        && kamelet.getRouteId().equals(definition.getRouteId())) {
                    context.removeEndpoint(endpoint);
                }
            }
        } catch (Exception e) {
            throw new IllegalStateException(
                    "Route " + definition.getRouteId() + " can't be removed: " + e.getMessage(), e);
        }
    }

    private void removeConfiguration(RouteConfigurationDefinition configuration) {
        try {
            context.removeRouteConfiguration(configuration);
        } catch (Exception e) {
            throw new IllegalStateException("A route configuration can't be removed: " + e.getMessage(), e);
        }
    }

    private static boolean isOf(ResourceAware part, String file) {
        Resource resource = part.getResource();
        return resource != null && resource.getLocation().endsWith(file);
    }

    /** Every {@code direct:} that something sends to and no route begins with. */
    public Set<String> deadEnds() {
        Set<String> begun = context.getRoutes().stream()
                .map(route -> route.getEndpoint().getEndpointUri())
                .collect(Collectors.toSet());
        return context.getEndpoints().stream()
                .filter(DirectEndpoint.class::isInstance)
                .map(Endpoint::getEndpointUri)
                .filter(uri -> !begun.contains(uri))
                .map(uri -> uri.replace("://", ":"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
