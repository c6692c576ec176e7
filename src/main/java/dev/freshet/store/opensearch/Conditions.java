package dev.freshet.store.opensearch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.store.SearchQuery;
import dev.freshet.store.rest.Facts;
import dev.freshet.store.rest.RestCalls;
import java.util.Collection;
import java.util.UUID;

/** Queries for all that several conditions hold for. What others keep in the index has no {@code chunk_id}, and is never found. */
final class Conditions {

    private final ObjectNode query = RestCalls.JSON.createObjectNode();
    private final ObjectNode bool = query.putObject("bool");
    private final ArrayNode filter = bool.putArray("filter");

    private Conditions() {
        filter.addObject().putObject("exists").put("field", Mapping.CHUNK);
    }

    static ObjectNode ofAll() {
        return new Conditions().query;
    }

    /** What a search may find. */
    static ObjectNode of(SearchQuery query) {
        return limitedTo(query).query;
    }

    /** The same, for those that have one of some words, the better the more words and the rarer. */
    static ObjectNode of(SearchQuery query, String words) {
        Conditions conditions = limitedTo(query);
        conditions.bool.putObject("must").putObject("match").put(Mapping.WORDS, words);
        return conditions.query;
    }

    private static Conditions limitedTo(SearchQuery query) {
        Conditions conditions = new Conditions();
        if (!query.sources().isEmpty()) {
            ArrayNode any = conditions.filter.addObject().putObject("terms").putArray(Mapping.SOURCE);
            query.sources().forEach(any::add);
        }
        query.metadata().forEach((name, value) -> conditions.term(Mapping.FACTS, Facts.of(name, value)));
        return conditions;
    }

    static ObjectNode ofSource(String source) {
        Conditions conditions = new Conditions();
        conditions.term(Mapping.SOURCE, source);
        return conditions.query;
    }

    static ObjectNode ofIds(Collection<UUID> ids) {
        return withIds(ids).query;
    }

    static ObjectNode ofIds(Collection<UUID> ids, String source) {
        Conditions conditions = withIds(ids);
        conditions.term(Mapping.SOURCE, source);
        return conditions.query;
    }

    private static Conditions withIds(Collection<UUID> ids) {
        Conditions conditions = new Conditions();
        ArrayNode values = conditions.filter.addObject().putObject("ids").putArray("values");
        ids.forEach(id -> values.add(id.toString()));
        return conditions;
    }

    private void term(String field, String value) {
        filter.addObject().putObject("term").put(field, value);
    }
}
