package dev.freshet.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.document.Chunk;
import dev.freshet.document.DocumentKey;
import dev.freshet.document.DocumentVersion;
import dev.freshet.document.Several;
import dev.freshet.document.Vectors;
import dev.freshet.remote.OutageException;
import dev.freshet.store.SearchHit;
import dev.freshet.store.SearchQuery;
import dev.freshet.store.StoreCounts;
import dev.freshet.store.StoredChunk;
import dev.freshet.store.VectorStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/** The client of a {@link StoreServer}: a store that can't join the state's transaction, and that takes small batches. */
public final class HttpStore implements VectorStore {

    /** Chunks in one call. A document with more comes in several, and a crash may fall between them. */
    public static final int BATCH = 4;

    /** A store that is silent holds nothing for ever. */
    public static final Duration LONGEST = Duration.ofSeconds(2);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI server;
    private final HttpClient client = HttpClient.newHttpClient();

    public HttpStore(URI server) {
        this.server = server;
    }

    @Override
    public void upsert(DocumentVersion version, List<Chunk> chunks, Map<String, float[]> vectors) {
        send("/upsert", chunks.stream().map(chunk -> {
            ObjectNode item = described(version, chunk)
                    .put("source", version.key().source())
                    .put("document", version.key().document())
                    .put("heading", chunk.heading())
                    .put("text", chunk.text());
            return item.put("vector", Vectors.encode(Objects.requireNonNull(vectors.get(chunk.checksum()))));
        }));
    }

    private static ObjectNode described(DocumentVersion version, Chunk chunk) {
        ObjectNode item = JSON.createObjectNode()
                .put("id", chunk.id().toString())
                .put("ordinal", chunk.ordinal())
                .put("page", chunk.page())
                .put("position", chunk.position())
                .put("title", version.title())
                .put("url", version.url());
        Map<String, Object> metadata = new TreeMap<>();
        version.metadata().forEach((name, value) -> metadata.put(name, Several.shown(value)));
        return item.set("metadata", JSON.valueToTree(metadata));
    }

    @Override
    public void describe(DocumentVersion version, List<Chunk> chunks) {
        send("/describe", chunks.stream().map(chunk -> described(version, chunk)));
    }

    @Override
    public void remove(DocumentKey document, Collection<UUID> chunkIds) {
        send("/remove", chunkIds.stream().map(id -> JSON.createObjectNode().put("id", id.toString())));
    }

    private void send(String call, Stream<ObjectNode> items) {
        List<ObjectNode> all = items.toList();
        for (int i = 0; i < all.size(); i += BATCH) {
            ObjectNode body = JSON.createObjectNode();
            body.putArray("items").addAll(all.subList(i, Math.min(i + BATCH, all.size())));
            call(call, body);
        }
    }

    @Override
    public List<SearchHit> search(SearchQuery query) {
        List<SearchHit> hits = new ArrayList<>();
        rows().forEach(row -> {
            SearchHit hit = hit(row, query.vector());
            if ((query.sources().isEmpty()
                            || query.sources().contains(hit.document().source()))
                    && query.metadata().entrySet().stream()
                            .allMatch(wanted -> Several.entries(hit.metadata().getOrDefault(wanted.getKey(), "\n"))
                                    .contains(wanted.getValue()))) {
                hits.add(hit);
            }
        });
        hits.sort(Comparator.comparingDouble(SearchHit::score)
                .reversed()
                .thenComparing(hit -> hit.chunkId().toString()));
        return hits.subList(0, Math.min(query.limit(), hits.size()));
    }

    private static SearchHit hit(JsonNode row, float[] question) {
        float[] vector = vector(row);
        double score = 0;
        for (int i = 0; i < question.length; i++) {
            score += (double) question[i] * vector[i];
        }
        return new SearchHit(
                new DocumentKey(
                        row.path("source").asText(), row.path("document").asText()),
                row.path("title").textValue(),
                row.path("url").textValue(),
                UUID.fromString(row.path("id").asText()),
                score,
                row.path("text").asText(),
                row.path("heading").asText(),
                row.path("page").asInt(),
                metadata(row));
    }

    private static Map<String, String> metadata(JsonNode row) {
        Map<String, String> metadata = new TreeMap<>();
        row.path("metadata").properties().forEach(field -> metadata.put(field.getKey(), value(field.getValue())));
        return metadata;
    }

    private static float[] vector(JsonNode row) {
        try {
            return Vectors.decode(row.path("vector").binaryValue());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public StoreCounts counts() {
        Map<String, Set<String>> documents = new HashMap<>();
        TreeMap<String, StoreCounts.OfSource> bySource = new TreeMap<>();
        rows().forEach(row -> {
            String source = row.path("source").asText();
            Set<String> seen = documents.computeIfAbsent(source, key -> new HashSet<>());
            seen.add(row.path("document").asText());
            long chunks = bySource.containsKey(source) ? bySource.get(source).chunks() : 0;
            bySource.put(source, new StoreCounts.OfSource(seen.size(), chunks + 1));
        });
        return StoreCounts.of(bySource);
    }

    @Override
    public long held(String source, Collection<UUID> chunkIds) {
        ObjectNode body = JSON.createObjectNode().put("source", source);
        chunkIds.forEach(id -> body.withArray("ids").add(id.toString()));
        return call("/held", body).size();
    }

    @Override
    public List<StoredChunk> page(String after, int limit) {
        List<StoredChunk> page = new ArrayList<>();
        call("/page", JSON.createObjectNode().put("after", after).put("limit", limit))
                .forEach(row -> page.add(stored(row)));
        return page;
    }

    @Override
    public List<StoredChunk> chunks(Collection<UUID> chunkIds) {
        return rows().stream()
                .filter(row -> chunkIds.contains(UUID.fromString(row.path("id").asText())))
                .map(HttpStore::stored)
                .toList();
    }

    private static StoredChunk stored(JsonNode row) {
        return new StoredChunk(
                row.path("id").asText(),
                new DocumentKey(
                        row.path("source").asText(), row.path("document").asText()),
                row.path("ordinal").asInt(),
                row.path("title").textValue(),
                row.path("url").textValue(),
                row.path("heading").asText(),
                row.path("page").asInt(),
                row.path("position").asInt(),
                metadata(row),
                row.path("text").asText(),
                vector(row));
    }

    private List<JsonNode> rows() {
        List<JsonNode> rows = new ArrayList<>();
        call("/page", JSON.createObjectNode().put("limit", Integer.MAX_VALUE)).forEach(rows::add);
        return rows;
    }

    /** A request that is wrong is wrong for its document alone. */
    private static RuntimeException refusal(String message, int status) {
        return status >= 500 ? new OutageException(message, null) : new IllegalStateException(message);
    }

    private JsonNode call(String call, ObjectNode body) {
        try {
            HttpRequest request = HttpRequest.newBuilder(server.resolve(call))
                    .timeout(LONGEST)
                    .POST(BodyPublishers.ofString(body.toString()))
                    .build();
            HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw refusal("The store answered " + call + " with " + answer.statusCode(), answer.statusCode());
            }
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new OutageException("The store at " + server + " can't be reached: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the store was asked", e);
        }
    }

    private static String value(JsonNode value) {
        return value.isArray()
                ? Several.of(value.valueStream().map(JsonNode::asText).toList())
                : value.asText();
    }
}
