package dev.freshet.store.redis;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.document.Vectors;
import dev.freshet.store.StoredChunk;
import dev.freshet.store.rest.ChunkJson;
import dev.freshet.store.rest.IdOrder;
import dev.freshet.store.rest.IdSlices;
import dev.freshet.store.rest.JsonVectors;
import dev.freshet.store.rest.RestCalls;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.search.SearchProtocol.SearchCommand;

/** What is read from hashes, and their ids from the index, which gives them in no order. */
final class Reading implements IdSlices.Store {

    /** Hashes in one go. */
    private static final int BATCH = 100;

    /** Ids in one answer. */
    private static final int MOST = 10_000;

    private final SearchIndex index;
    private final IdSlices slices = new IdSlices(this, MOST);

    Reading(SearchIndex index) {
        this.index = index;
    }

    /** Those of some chunks that are there, as far as a search shows them. */
    Map<String, JsonNode> shown(Collection<String> ids) {
        Map<String, JsonNode> shown = new LinkedHashMap<>();
        fields(ids, Hashes.SHOWN).forEach((id, values) -> shown.put(id, Hashes.chunk(values)));
        return shown;
    }

    Map<String, float[]> vectors(Collection<String> ids) {
        Map<String, float[]> vectors = new LinkedHashMap<>();
        fields(ids, List.of(Hashes.VECTOR)).forEach((id, values) -> vectors.put(id, vector(values.get(0))));
        return vectors;
    }

    private static float[] vector(Reply reply) {
        return Vectors.decode(reply.bytes());
    }

    /** Which of some chunks are of a source. */
    long ofSource(Collection<String> ids, String source) {
        return fields(ids, List.of(Hashes.SOURCE)).values().stream()
                .filter(values -> values.get(0).text().equals(source))
                .count();
    }

    /** The chunks with these ids that are there. */
    List<StoredChunk> whole(List<String> ids) {
        Map<String, float[]> vectors = vectors(ids);
        Map<String, StoredChunk> whole = new LinkedHashMap<>();
        shown(ids)
                .forEach((id, chunk) -> whole.put(
                        id, ChunkJson.stored(id, chunk, JsonVectors.of(vectors.getOrDefault(id, new float[0])))));
        return List.copyOf(whole.values());
    }

    private Map<String, List<Reply>> fields(Collection<String> ids, List<String> names) {
        Map<String, List<Reply>> fields = new LinkedHashMap<>();
        for (List<String> batch : RestCalls.batches(List.copyOf(ids), BATCH)) {
            List<Reply> replies = index.call(batch.stream()
                    .map(id -> new CommandArguments(Command.HMGET)
                            .add(index.key(id))
                            .addObjects(names))
                    .toList());
            for (int i = 0; i < batch.size(); i++) {
                List<Reply> values = replies.get(i).parts();
                if (values.stream().anyMatch(Reply::isThere)) {
                    fields.put(batch.get(i), values);
                }
            }
        }
        return fields;
    }

    List<StoredChunk> page(String after, int limit) {
        return IdSlices.page(
                after,
                limit,
                (last, wanted) ->
                        slices.behind(last, wanted).stream().limit(wanted).toList(),
                this::whole);
    }

    @Override
    public long total() {
        return count(new Terms());
    }

    long count(Terms terms) {
        List<Reply> answer =
                index.ask(SearchCommand.SEARCH, terms, command -> command.addObjects("NOCONTENT", "LIMIT", 0, 0));
        return answer.isEmpty() ? 0 : Long.parseLong(answer.get(0).text());
    }

    @Override
    public Collection<String> ids(String after, long from, long to, int most) {
        List<Reply> answer = index.ask(
                SearchCommand.SEARCH,
                new Terms().between(from, to),
                command -> command.addObjects("NOCONTENT", "LIMIT", 0, most));
        List<String> ids =
                answer.stream().skip(1).map(key -> index.id(key.text())).toList();
        return ids.size() == most
                ? ids
                : ids.stream().filter(id -> isBetween(id, from, to)).toList();
    }

    /** Others may have changed the number. */
    private static boolean isBetween(String id, long from, long to) {
        long number = IdOrder.of(id);
        return number >= from && number < to;
    }
}
