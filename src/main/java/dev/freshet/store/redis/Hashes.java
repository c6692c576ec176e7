package dev.freshet.store.redis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.document.Chunk;
import dev.freshet.document.Content;
import dev.freshet.document.DocumentVersion;
import dev.freshet.document.Several;
import dev.freshet.store.MetadataJson;
import dev.freshet.store.rest.ChunkJson;
import dev.freshet.store.rest.Facts;
import dev.freshet.store.rest.IdOrder;
import dev.freshet.store.rest.RestCalls;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A chunk as a hash: fields whose names are documented, and its vector as it is in memory, little-endian. */
final class Hashes {

    static final String ID_ORDER = "id_order";
    static final String SOURCE = "source";
    static final String ORDINAL = "ordinal";
    static final String FACTS = "facts";
    static final String VECTOR = "vector";

    /** What a search shows. */
    static final List<String> SHOWN =
            List.of(SOURCE, "document", ORDINAL, "title", "url", "heading", "page", "position", "text", "metadata");

    private static final List<String> NUMBERS = List.of(ORDINAL, "page", "position");
    private static final List<String> MAY_LACK = List.of("title", "url");

    private Hashes() {}

    /** A fact, as letters and digits: a tag has no quotes, and its value no separators. */
    static String token(String fact) {
        return Content.sha256(fact.getBytes(StandardCharsets.UTF_8));
    }

    static List<Command> upsert(String key, DocumentVersion version, Chunk chunk, byte[] vector) {
        Command put = describing(key, version, chunk)
                .and(SOURCE, version.key().source())
                .and("document", version.key().document())
                .and("heading", chunk.heading())
                .and("text", chunk.text())
                .and(ID_ORDER)
                .and(IdOrder.of(chunk.id()))
                .and(VECTOR)
                .and(vector);
        return withRemoval(put, key, version);
    }

    static List<Command> describe(String key, DocumentVersion version, Chunk chunk) {
        return withRemoval(describing(key, version, chunk), key, version);
    }

    /** What a document has no more is taken away. */
    private static List<Command> withRemoval(Command put, String key, DocumentVersion version) {
        List<Command> commands = new ArrayList<>(List.of(put));
        if (version.title() == null) {
            commands.add(new Command("HDEL", key, "title"));
        }
        if (version.url() == null) {
            commands.add(new Command("HDEL", key, "url"));
        }
        return commands;
    }

    private static Command describing(String key, DocumentVersion version, Chunk chunk) {
        Command put = new Command("HSET", key, "metadata", MetadataJson.of(version.metadata()));
        put.and(FACTS, Facts.of(version.metadata()).map(Hashes::token).collect(Collectors.joining(",")));
        put.and(ORDINAL).and(chunk.ordinal()).and("page").and(chunk.page());
        put.and("position").and(chunk.position());
        putUnlessNull(put, "title", version.title());
        putUnlessNull(put, "url", version.url());
        return put;
    }

    private static void putUnlessNull(Command put, String name, @Nullable String value) {
        if (value != null) {
            put.and(name, value);
        }
    }

    /**
     * As {@link ChunkJson} has it.
     *
     * @param values of {@link #SHOWN}
     */
    static JsonNode chunk(List<Reply> values) {
        ObjectNode chunk = RestCalls.JSON.createObjectNode();
        for (int i = 0; i < SHOWN.size(); i++) {
            put(chunk, SHOWN.get(i), values.get(i));
        }
        return chunk;
    }

    private static void put(ObjectNode chunk, String name, Reply value) {
        if (name.equals("metadata")) {
            chunk.set(name, RestCalls.JSON.valueToTree(Several.shown(MetadataJson.toMapOrNone(value.text()))));
        } else if (NUMBERS.contains(name)) {
            chunk.put(name, number(value.text()));
        } else if (value.isThere() || !MAY_LACK.contains(name)) {
            chunk.put(name, value.text());
        }
    }

    /** Others may have changed it to no number. */
    private static int number(String text) {
        return text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
    }
}
