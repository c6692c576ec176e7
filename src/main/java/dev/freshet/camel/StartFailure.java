package dev.freshet.camel;

import dev.freshet.config.Suggestion;
import java.io.FileNotFoundException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToCreateRouteFromTemplateException;
import org.apache.camel.NoSuchBeanException;
import org.apache.camel.NoSuchEndpointException;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.component.bean.MethodNotFoundException;

/** Says what Camel found when it built the routes: the file, the step, the fact and the remedy. */
final class StartFailure {

    private static final Pattern UNKNOWN_OPTIONS = Pattern.compile("Unknown parameters=\\[\\{([^=]+)=");
    private static final Pattern STEP = Pattern.compile(">>> (.+?) <<<", Pattern.DOTALL);
    private static final Pattern COMPONENT_OF_OPTION = Pattern.compile("cannot find component with name ([^.\\s]+)\\.");
    private static final int STEP_SHOWN = 80;

    private final Collection<String> locations;
    private final Collection<String> beans;

    /**
     * Makes the one who explains.
     *
     * @param locations of the files with routes
     * @param beans that routes may use
     */
    StartFailure(Collection<String> locations, Collection<String> beans) {
        this.locations = locations;
        this.beans = beans;
    }

    EngineException explain(Throwable failure) {
        String place = find(failure, RefusedSourceException.class)
                .map(refused -> file(refused.source()))
                .or(() -> find(failure, FailedToCreateRouteException.class).map(this::place))
                .orElse("The routes can't be started");
        return new EngineException(place + ": " + fact(failure) + "\nNothing was started.", failure);
    }

    private String place(FailedToCreateRouteException failure) {
        String route = String.valueOf(failure.getRouteId());
        Matcher step = STEP.matcher(String.valueOf(failure.getMessage()));
        return file(route) + "  " + (step.find() ? "step " + shortened(step.group(1)) : "route '" + route + "'");
    }

    /** The file of a route: {@code ID.camel.yaml}, or {@code 1-ID.camel.yaml} in the pipeline. */
    private String file(String route) {
        Pattern name = Pattern.compile("(?:.*/)?(routes/[^/]+/(?:\\d+-)?" + Pattern.quote(route) + "\\.camel\\.yaml)");
        return locations.stream()
                .map(name::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .findFirst()
                .orElse("route '" + route + "'");
    }

    private static String shortened(String step) {
        String line = step.replaceAll("\\s+", " ").strip();
        return line.length() <= STEP_SHOWN ? line : line.substring(0, STEP_SHOWN) + "…";
    }

    /** What is wrong and what to do, without the place. */
    String fact(Throwable failure) {
        return find(failure, NoSuchBeanException.class)
                .map(this::unknownBean)
                .or(() -> find(failure, MethodNotFoundException.class).map(StartFailure::unknownMethod))
                .or(() -> find(failure, NoSuchEndpointException.class)
                        .map(cause -> unknownComponent(cause.getUri().split(":", 2)[0])))
                .or(() -> unconfigurable(failure))
                .or(() -> find(failure, FileNotFoundException.class).flatMap(cause -> missingKamelet(failure)))
                .or(() -> find(failure, ResolveEndpointFailedException.class).flatMap(StartFailure::unknownOption))
                .orElseGet(() -> innermost(failure));
    }

    private String unknownBean(NoSuchBeanException cause) {
        String name = String.valueOf(cause.getName());
        String near = Suggestion.of(name, beans);
        return "there is no bean '" + name + "'."
                + (near.isEmpty()
                        ? " The beans are "
                                + String.join(
                                        ", ",
                                        List.copyOf(beans).stream().sorted().toList()) + "."
                        : near);
    }

    private static String unknownMethod(MethodNotFoundException cause) {
        Object bean = cause.getBean();
        String type = bean == null ? "the bean" : bean.getClass().getSimpleName();
        return type + " has no method '" + cause.getMethodName() + "'. Correct 'method'.";
    }

    /** An entry {@code camel.component.NAME.option} of application.properties looks for its component before any route. */
    private static Optional<String> unconfigurable(Throwable failure) {
        Matcher component = COMPONENT_OF_OPTION.matcher(innermost(failure));
        return component.find() ? Optional.of(unknownComponent(component.group(1))) : Optional.empty();
    }

    private static String unknownComponent(String scheme) {
        return "there is no component '" + scheme + "'. Correct the uri, or put camel-" + scheme
                + " and the jars that it needs into lib/ beside freshet.jar.";
    }

    private static Optional<String> missingKamelet(Throwable failure) {
        return find(failure, FailedToCreateRouteFromTemplateException.class)
                .map(FailedToCreateRouteFromTemplateException::getTemplateId)
                .or(() -> Optional.ofNullable(innermost(failure)))
                .map(what ->
                        "a kamelet is missing (" + what + "). Correct its name, or add its file to routes/kamelets.");
    }

    private static Optional<String> unknownOption(ResolveEndpointFailedException cause) {
        Matcher option = UNKNOWN_OPTIONS.matcher(String.valueOf(cause.getMessage()));
        String endpoint = cause.getUri().split("\\?", 2)[0].replace("://", ":");
        return option.find()
                ? Optional.of("'" + endpoint + "' has no option '" + option.group(1) + "'. Correct or remove it.")
                : Optional.empty();
    }

    private static String innermost(Throwable failure) {
        String message = failure.toString();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            message = cause.getMessage() == null ? message : cause.getMessage();
        }
        return message.lines().findFirst().orElse(message);
    }

    private static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> type) {
        T innermost = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                innermost = type.cast(cause);
            }
        }
        return Optional.ofNullable(innermost);
    }
}
