package dev.freshet.store.qdrant;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.store.SearchQuery;
import dev.freshet.store.rest.Facts;
import dev.freshet.store.rest.RestCalls;
import java.util.Collection;
import java.util.UUID;

/** Filters in Qdrant's words: all conditions of {@code must} hold. */
final class Conditions {

    private final ObjectNode filter = RestCalls.JSON.createObjectNode();
    private final ArrayNode must = filter.putArray("must");

    /** What a search may find: points of others have no source. */
    static ObjectNode of(SearchQuery query) {
        Conditions conditions = new Conditions();
        conditions.filter.putArray("must_not").addObject().putObject("is_empty").put("key", "source");
        if (!query.sources().isEmpty()) {
            ArrayNode any = conditions.on("source").putArray("any");
            query.sources().forEach(any::add);
        }
        query.metadata().forEach((name, value) -> conditions.on("facts").put("value", Facts.of(name, value)));
        return conditions.filter;
    }

    static ObjectNode ofSource(String source) {
        Conditions conditions = new Conditions();
        conditions.on("source").put("value", source);
        return conditions.filter;
    }

    static ObjectNode ofIds(Collection<UUID> ids) {
        Conditions conditions = new Conditions();
        conditions.ids(ids);
        return conditions.filter;
    }

    static ObjectNode ofIds(Collection<UUID> ids, String source) {
        Conditions conditions = new Conditions();
        conditions.ids(ids);
        conditions.on("source").put("value", source);
        return conditions.filter;
    }

    static ObjectNode ofFirstChunks() {
        Conditions conditions = new Conditions();
        conditions.on("ordinal").put("value", 0);
        return conditions.filter;
    }

    private void ids(Collection<UUID> ids) {
        ArrayNode has = must.addObject().putArray("has_id");
        ids.forEach(id -> has.add(id.toString()));
    }

    private ObjectNode on(String key) {
        return must.addObject().put("key", key).putObject("match");
    }
}
