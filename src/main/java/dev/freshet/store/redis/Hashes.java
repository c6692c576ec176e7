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
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

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

    static List<CommandArguments> upsert(String key, DocumentVersion version, Chunk chunk, byte[] vector) {
        CommandArguments put = describing(key, version, chunk)
                .addObjects(SOURCE, version.key().source())
                .addObjects("document", version.key().document())
                .addObjects("heading", chunk.heading())
                .addObjects("text", chunk.text())
                .addObjects(ID_ORDER, IdOrder.of(chunk.id()))
                .addObjects(VECTOR, vector);
        return withRemoval(put, key, version);
    }

    static List<CommandArguments> describe(String key, DocumentVersion version, Chunk chunk) {
        return withRemoval(describing(key, version, chunk), key, version);
    }

    /** What a document has no more is taken away. */
    private static List<CommandArguments> withRemoval(CommandArguments put, String key, DocumentVersion version) {
        List<CommandArguments> commands = new ArrayList<>(List.of(put));
        if (version.title() == null) {
            commands.add(new CommandArguments(Command.HDEL).addObjects(key, "title"));
        }
        if (version.url() == null) {
            commands.add(new CommandArguments(Command.HDEL).addObjects(key, "url"));
        }
        return commands;
    }

    private static CommandArguments describing(String key, DocumentVersion version, Chunk chunk) {
        String facts = Facts.of(version.metadata()).map(Hashes::token).collect(Collectors.joining(","));
        CommandArguments put = new CommandArguments(Command.HSET)
                .add(key)
                .addObjects("metadata", MetadataJson.of(version.metadata()))
                .addObjects(FACTS, facts)
                .addObjects(ORDINAL, chunk.ordinal())
                .addObjects("page", chunk.page())
                .addObjects("position", chunk.position());
        putUnlessNull(put, "title", version.title());
        putUnlessNull(put, "url", version.url());
        return put;
    }

    private static void putUnlessNull(CommandArguments put, String name, @Nullable String value) {
        if (value != null) {
            put.addObjects(name, value);
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
