package dev.freshet.camel;

import dev.freshet.pass.Passes;
import dev.freshet.remote.Breakers;
import dev.freshet.source.ListedSource;
import dev.freshet.source.http.Http;
import dev.freshet.state.Documents;
import dev.freshet.state.Sources;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.util.PropertiesHelper;

/**
 * Components {@code git}, {@code notion}, …: one poll of an endpoint is one pass over a {@link ListedSource}. Parameters
 * that begin with {@code source.} choose documents, those that begin with {@code access.} say how they are reached; the
 * kamelet that uses the component documents them.
 */
public final class ListedComponent extends DefaultComponent {

    /** Makes the source of a route. */
    public interface Maker {
        /**
         * Makes it.
         *
         * @param source id of the route
         * @param parameters by the name that the kamelet documents
         * @throws IllegalArgumentException saying, for a person, which of them is wrong
         */
        ListedSource make(String source, Map<String, String> parameters, Http http);
    }

    /** What a pass needs to know. */
    public record Knowledge(Passes passes, Documents documents, Sources sources, Clock clock, Breakers breakers) {}

    private final Maker maker;
    private final Knowledge knowledge;

    public ListedComponent(Maker maker, Knowledge knowledge) {
        this.maker = maker;
        this.knowledge = knowledge;
    }

    Knowledge knowledge() {
        return knowledge;
    }

    ListedSource make(String source, Map<String, String> parameters, Http http) {
        return maker.make(source, parameters, http);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        Map<String, String> choice = own(parameters, "source.");
        Map<String, String> access = own(parameters, "access.");
        return new ListedEndpoint(uri, this, choice, access);
    }

    private static Map<String, String> own(Map<String, Object> parameters, String prefix) {
        Map<String, String> own = new TreeMap<>();
        PropertiesHelper.extractProperties(parameters, prefix)
                .forEach((name, value) -> own.put(name, value.toString()));
        return own;
    }
}
