package dev.freshet.camel;

import dev.freshet.config.DurationText;
import dev.freshet.document.Content;
import dev.freshet.source.ListedSource;
import dev.freshet.source.http.Http;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.ScheduledPollEndpoint;

/** Endpoint of a {@link ListedComponent}. */
public final class ListedEndpoint extends ScheduledPollEndpoint {

    private final ListedComponent component;
    private final Map<String, String> choice;
    private final Map<String, String> access;
    private String completeEvery = "24h";

    ListedEndpoint(String uri, ListedComponent component, Map<String, String> choice, Map<String, String> access) {
        super(uri, component);
        this.component = component;
        this.choice = choice;
        this.access = access;
    }

    ListedComponent.Knowledge knowledge() {
        return component.knowledge();
    }

    ListedSource source(String id, Http http) {
        Map<String, String> all = new TreeMap<>(choice);
        all.putAll(access);
        return component.make(id, all, http);
    }

    /** Hash of what a cursor depends on: with another choice of documents, an old cursor would hide some. */
    String choice(String recipe) {
        return Content.sha256((recipe + choice).getBytes(StandardCharsets.UTF_8))
                .substring(0, 16);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        ListedConsumer consumer = new ListedConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public Producer createProducer() {
        throw new UnsupportedOperationException("Nothing can be written to a source");
    }

    @Override
    public boolean isSingletonProducer() {
        return false;
    }

    Duration completeAfter() {
        return DurationText.parse(completeEvery);
    }

    public String getCompleteEvery() {
        return completeEvery;
    }

    /** Age of the last listing of everything from which on a pass lists everything again, whatever its cursor. */
    public void setCompleteEvery(String completeEvery) {
        this.completeEvery = completeEvery;
    }
}
