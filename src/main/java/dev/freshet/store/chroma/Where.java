package dev.freshet.store.chroma;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.store.SearchQuery;
import dev.freshet.store.rest.RestCalls;
import java.util.Collection;

/** Conditions in Chroma's words, all of which must hold. */
final class Where {

    private final ArrayNode conditions = RestCalls.JSON.createArrayNode();

    /** What a search asks for; none where all of ours will do. */
    static Where of(SearchQuery query) {
        Where where = new Where();
        if (!query.sources().isEmpty()) {
            where.among(Records.SOURCE, query.sources());
        }
        query.metadata().forEach((name, value) -> where.conditions.addObject().put(Records.fact(name, value), true));
        return where;
    }

    Where ours() {
        return is(Records.KEPT_BY, Records.FRESHET);
    }

    Where others() {
        condition(Records.KEPT_BY).put("$ne", Records.FRESHET);
        return this;
    }

    Where is(String key, String value) {
        conditions.addObject().put(key, value);
        return this;
    }

    Where isFirstChunk() {
        conditions.addObject().put(Records.ORDINAL, 0);
        return this;
    }

    Where notAmong(String key, Collection<String> values) {
        if (!values.isEmpty()) {
            ArrayNode none = condition(key).putArray("$nin");
            values.forEach(none::add);
        }
        return this;
    }

    private void among(String key, Collection<String> values) {
        ArrayNode any = condition(key).putArray("$in");
        values.forEach(any::add);
    }

    /** Ids from one place on and before another, see {@link IdOrder}. */
    Where between(long from, long to) {
        condition(Records.ID_ORDER).put("$gte", from);
        condition(Records.ID_ORDER).put("$lt", to);
        return this;
    }

    private ObjectNode condition(String key) {
        return conditions.addObject().putObject(key);
    }

    /** Puts them into a request. */
    void into(ObjectNode body) {
        if (conditions.size() == 1) {
            body.set("where", conditions.get(0));
        } else if (conditions.size() > 1) {
            body.putObject("where").set("$and", conditions);
        }
    }
}
