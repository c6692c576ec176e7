package dev.freshet.store.pgvector;

import dev.freshet.store.MetadataJson;
import dev.freshet.store.SearchQuery;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.statement.SqlStatement;

/** The conditions that a query's rows have to meet, with named parameters. The index of the metadata answers those on it. */
final class Filter {

    private final List<String> sources;
    private final List<Map.Entry<String, String>> metadata;

    Filter(SearchQuery query) {
        this.sources = query.sources().stream().map(Letters::stored).toList();
        this.metadata = List.copyOf(query.metadata().entrySet());
    }

    /** To be put behind another condition. */
    String sql() {
        StringBuilder sql = new StringBuilder(sources.isEmpty() ? "" : " AND source = ANY(:sources)");
        for (int i = 0; i < metadata.size(); i++) {
            // a list has each of its entries
            sql.append(" AND (metadata @> CAST(:value%1$d AS jsonb) OR metadata @> CAST(:entry%1$d AS jsonb))"
                    .formatted(i));
        }
        return sql.toString();
    }

    void bind(SqlStatement<?> statement) {
        if (!sources.isEmpty()) {
            statement.bindArray("sources", String.class, sources);
        }
        for (int i = 0; i < metadata.size(); i++) {
            String name = Letters.stored(metadata.get(i).getKey());
            String value = Letters.stored(metadata.get(i).getValue());
            statement.bind("value" + i, MetadataJson.of(new TreeMap<>(Map.of(name, value))));
            statement.bind("entry" + i, MetadataJson.ofEntry(name, value));
        }
    }
}
