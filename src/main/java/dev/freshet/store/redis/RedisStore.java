package dev.freshet.store.redis;

import dev.freshet.document.Chunk;
import dev.freshet.document.DocumentKey;
import dev.freshet.document.DocumentVersion;
import dev.freshet.document.Vectors;
import dev.freshet.store.SearchHit;
import dev.freshet.store.SearchQuery;
import dev.freshet.store.StoreCounts;
import dev.freshet.store.StoredChunk;
import dev.freshet.store.VectorStore;
import dev.freshet.store.rest.FusedSearch;
import dev.freshet.store.rest.RestCalls;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.search.SearchProtocol.SearchCommand;

/**
 * A store in hashes of Redis with an index over them. Nothing is asked of the server before the first call, and the index is made by
 * the first write. It is written with the documented commands of Redis 8 and of Redis Stack.
 */
public final class RedisStore implements VectorStore {

    /** Chunks in one go. */
    private static final int BATCH = 100;

    private static final int MOST_HITS = 10_000;
    private static final int MOST_SOURCES = 10_000;

    private final SearchIndex index;
    private final Reading reading;

    public RedisStore(RedisOptions options) {
        this.index = new SearchIndex(options);
        this.reading = new Reading(index);
    }

    @Override
    public void upsert(DocumentVersion version, List<Chunk> chunks, Map<String, float[]> vectors) {
        if (chunks.isEmpty()) {
            return;
        }
        index.require(Vectors.of(chunks.get(0), vectors).length);
        for (List<Chunk> batch : RestCalls.batches(chunks, BATCH)) {
            List<CommandArguments> commands = new ArrayList<>();
            batch.forEach(chunk -> commands.addAll(
                    Hashes.upsert(key(chunk.id()), version, chunk, Vectors.encode(Vectors.of(chunk, vectors)))));
            index.call(commands);
        }
    }

    private String key(UUID id) {
        return index.key(id.toString());
    }

    @Override
    public void describe(DocumentVersion version, List<Chunk> chunks) {
        for (List<Chunk> batch : RestCalls.batches(chunks, BATCH)) {
            List<Reply> there = index.call(batch.stream()
                    .map(chunk -> new CommandArguments(Command.EXISTS).add(key(chunk.id())))
                    .toList());
            List<CommandArguments> commands = new ArrayList<>();
            for (int i = 0; i < batch.size(); i++) {
                // a write to one that isn't there would make it
                if (there.get(i).text().equals("1")) {
                    commands.addAll(Hashes.describe(key(batch.get(i).id()), version, batch.get(i)));
                }
            }
            index.call(commands);
        }
    }

    @Override
    public void remove(DocumentKey document, Collection<UUID> chunkIds) {
        remove(chunkIds);
    }

    @Override
    public void remove(Map<DocumentKey, ? extends Collection<UUID>> chunkIds) {
        remove(chunkIds.values().stream().flatMap(Collection::stream).toList());
    }

    private void remove(Collection<UUID> chunkIds) {
        for (List<UUID> batch : RestCalls.batches(List.copyOf(chunkIds), BATCH)) {
            CommandArguments removal = new CommandArguments(Command.DEL);
            batch.forEach(id -> removal.add(key(id)));
            index.call(List.of(removal));
        }
    }

    @Override
    public List<SearchHit> search(SearchQuery query) {
        return index.isThere(query.vector().length)
                ? FusedSearch.of(new RedisHalves(index, reading), query, MOST_HITS)
                : List.of();
    }

    @Override
    public StoreCounts counts() {
        Map<String, Long> documents = bySource(new Terms().isFirstChunk());
        TreeMap<String, StoreCounts.OfSource> bySource = new TreeMap<>();
        bySource(new Terms())
                .forEach((source, chunks) ->
                        bySource.put(source, new StoreCounts.OfSource(documents.getOrDefault(source, 0L), chunks)));
        return StoreCounts.of(bySource);
    }

    private Map<String, Long> bySource(Terms terms) {
        List<Reply> answer = index.ask(
                SearchCommand.AGGREGATE,
                terms,
                command -> command.addObjects("GROUPBY", 1, "@" + Hashes.SOURCE)
                        .addObjects("REDUCE", "COUNT", 0, "AS", "number")
                        .addObjects("LIMIT", 0, MOST_SOURCES));
        Map<String, Long> bySource = new HashMap<>();
        answer.stream()
                .skip(1)
                .map(Reply::parts)
                .forEach(group -> bySource.put(
                        group.get(1).text(), Long.parseLong(group.get(3).text())));
        return bySource;
    }

    @Override
    public long count(String source) {
        return reading.count(new Terms().source(source));
    }

    @Override
    public long held(String source, Collection<UUID> chunkIds) {
        return reading.ofSource(texts(chunkIds), source);
    }

    private static List<String> texts(Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).toList();
    }

    @Override
    public List<StoredChunk> chunks(Collection<UUID> chunkIds) {
        return reading.whole(texts(chunkIds));
    }

    @Override
    public List<StoredChunk> page(String after, int limit) {
        return reading.page(after, limit);
    }

    @Override
    public void close() {
        index.close();
    }
}
