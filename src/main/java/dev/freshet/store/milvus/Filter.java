package dev.freshet.store.milvus;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.store.SearchQuery;
import dev.freshet.store.rest.Facts;
import dev.freshet.store.rest.RestCalls;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Conditions that all hold, in Milvus's words. A text in quotes is written as in JSON. */
final class Filter {

    private final List<String> conditions = new ArrayList<>();

    /** Everything, as long as nothing is added. */
    static Filter ofAll() {
        return new Filter();
    }

    /** What a search may find: others' have no source. */
    static Filter of(SearchQuery query) {
        Filter filter =
                query.sources().isEmpty() ? ofOtherSources(List.of()) : ofAll().among(Schema.SOURCE, query.sources());
        query.metadata()
                .forEach((name, value) ->
                        filter.and("array_contains(" + Schema.FACTS + ", " + quoted(Facts.of(name, value)) + ")"));
        return filter;
    }

    static Filter ofSource(String source) {
        return ofAll().isOfSource(source);
    }

    static Filter ofIds(Collection<UUID> ids) {
        return ofAll().among(Schema.ID, ids.stream().map(UUID::toString).toList());
    }

    /** What has a source, and another than these. */
    static Filter ofOtherSources(Collection<String> sources) {
        Filter filter = ofAll().and(Schema.SOURCE + " != \"\"");
        return sources.isEmpty() ? filter : filter.and(Schema.SOURCE + " not in " + list(sources));
    }

    Filter isFirstChunk() {
        return and(Schema.ORDINAL + " == 0");
    }

    Filter among(String field, Collection<String> values) {
        return and(field + " in " + list(values));
    }

    Filter isOfSource(String source) {
        return and(Schema.SOURCE + " == " + quoted(source));
    }

    Filter isBehind(String id) {
        return and(Schema.ID + " > " + quoted(id));
    }

    Filter isUpTo(String id) {
        return and(Schema.ID + " <= " + quoted(id));
    }

    private Filter and(String condition) {
        conditions.add(condition);
        return this;
    }

    private static String list(Collection<String> values) {
        return RestCalls.JSON.valueToTree(values).toString();
    }

    private static String quoted(String text) {
        JsonNode node = RestCalls.JSON.getNodeFactory().textNode(text);
        return node.toString();
    }

    /** An expression, which Milvus wants also for everything. */
    @Override
    public String toString() {
        return conditions.isEmpty() ? Schema.ID + " != \"\"" : String.join(" and ", conditions);
    }
}
