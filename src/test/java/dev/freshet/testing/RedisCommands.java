package dev.freshet.testing;

import dev.freshet.document.Vectors;
import dev.freshet.testing.RedisServer.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The commands of Redis that Freshet sends. Answers of the index come in no order. */
final class RedisCommands {

    private static final Object NOTHING = Optional.empty();

    private record Hit(String key, double score) {}

    /** Length of vectors by index. */
    private final Map<String, Integer> indexes = new TreeMap<>();

    private final TreeMap<String, TreeMap<String, byte[]>> hashes = new TreeMap<>();
    private final Random random = new Random(1);

    synchronized List<String> contents(String index) {
        return hashes.tailMap(index + ":", true).entrySet().stream()
                .takeWhile(hash -> hash.getKey().startsWith(index + ":"))
                .map(hash -> hash.getKey().substring(index.length() + 1) + " " + shown(hash.getValue()))
                .toList();
    }

    private static String shown(Map<String, byte[]> hash) {
        return hash.entrySet().stream()
                .map(field -> field.getKey() + "="
                        + (field.getKey().equals("vector")
                                ? Arrays.toString(Vectors.decode(field.getValue()))
                                : text(field.getValue())))
                .collect(Collectors.joining(", "));
    }

    private static byte[] field(Map<String, byte[]> hash, String name) {
        return hash.getOrDefault(name, new byte[0]);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** With its documents. */
    synchronized void drop(String index) {
        indexes.remove(index);
        hashes.keySet().removeIf(key -> key.startsWith(index + ":"));
    }

    synchronized void putTheirs(String index, String id, float[] vector) {
        TreeMap<String, byte[]> hash = new TreeMap<>();
        hash.put("source", "docs".getBytes(StandardCharsets.UTF_8));
        hash.put("text", "theirs".getBytes(StandardCharsets.UTF_8));
        hash.put("vector", Vectors.encode(vector));
        hashes.put(index + ":" + id, hash);
    }

    synchronized Object answer(List<byte[]> command) {
        String name = RedisServer.word(command, 0);
        String first = command.size() > 1 ? RedisServer.word(command, 1) : "";
        return switch (name) {
            case "HSET" -> set(first, command);
            case "HDEL" -> {
                TreeMap<String, byte[]> hash = hashes.getOrDefault(first, new TreeMap<>());
                command.subList(2, command.size()).forEach(field -> hash.remove(text(field)));
                yield 0;
            }
            case "HMGET" -> get(hashes.getOrDefault(first, new TreeMap<>()), command);
            case "EXISTS" -> hashes.containsKey(first) ? 1 : 0;
            case "DEL" -> {
                command.subList(1, command.size()).forEach(key -> hashes.remove(text(key)));
                yield 0;
            }
            case "FT._LIST" -> List.copyOf(indexes.keySet());
            case "FT.CREATE" -> create(first, command);
            case "FT.INFO" ->
                List.of(
                        "index_name",
                        first,
                        "attributes",
                        List.of(
                                List.of("identifier", "source", "type", "TAG"),
                                List.of("identifier", "vector", "type", "VECTOR", "dim", dimensions(first))));
            case "FT.SEARCH" -> search(first, command);
            case "FT.AGGREGATE" -> aggregate(first, command);
            default -> throw new Refusal("ERR unknown command '" + name + "'");
        };
    }

    private int set(String key, List<byte[]> command) {
        TreeMap<String, byte[]> hash = hashes.computeIfAbsent(key, made -> new TreeMap<>());
        for (int i = 2; i < command.size(); i += 2) {
            hash.put(RedisServer.word(command, i), command.get(i + 1));
        }
        return 0;
    }

    private static List<Object> get(Map<String, byte[]> hash, List<byte[]> command) {
        List<Object> values = new ArrayList<>();
        for (byte[] field : command.subList(2, command.size())) {
            byte[] value = hash.get(text(field));
            values.add(value == null ? NOTHING : value);
        }
        return values;
    }

    private String create(String index, List<byte[]> command) {
        List<String> words = command.stream().map(RedisCommands::text).toList();
        if (indexes.putIfAbsent(index, Integer.parseInt(words.get(words.indexOf("DIM") + 1))) != null) {
            throw new Refusal("Index already exists");
        }
        return "OK";
    }

    private int dimensions(String index) {
        return Optional.ofNullable(indexes.get(index)).orElseThrow(() -> new Refusal("Unknown index name"));
    }

    private Object search(String index, List<byte[]> command) {
        List<String> words = command.stream().map(RedisCommands::text).toList();
        if (!words.contains("TIMEOUT")) {
            throw new Refusal("a search without a time limit of its own leaves out what it doesn't find in time");
        }
        RedisQuery query = RedisQuery.of(words.get(2));
        List<Hit> hits = hits(index, query, question(command, words));
        List<Object> answer = new ArrayList<>(List.of(hits.size()));
        hits.stream()
                .limit(Long.parseLong(words.get(words.indexOf("LIMIT") + 2)))
                .forEach(hit -> show(hit, words, answer));
        return answer;
    }

    private static void show(Hit hit, List<String> words, List<Object> answer) {
        answer.add(hit.key());
        if (words.contains("WITHSCORES")) {
            answer.add(String.valueOf(hit.score()));
        }
        if (!words.contains("NOCONTENT")) {
            answer.add(List.of("distance", String.valueOf(1 - hit.score())));
        }
    }

    private static float[] question(List<byte[]> command, List<String> words) {
        int place = words.indexOf("question");
        return place < 0 ? new float[0] : Vectors.decode(command.get(place + 1));
    }

    private List<Hit> hits(String index, RedisQuery query, float[] question) {
        int dimensions = dimensions(index);
        List<Hit> hits = new ArrayList<>();
        hashes.forEach((key, hash) -> {
            // vectors of another length aren't indexed
            boolean isIndexed = key.startsWith(index + ":") && field(hash, "vector").length == dimensions * Float.BYTES;
            if (isIndexed && query.holds(hash)) {
                hits.add(new Hit(key, query.isKnn() ? product(question, hash) : query.shared(hash)));
            }
        });
        Collections.shuffle(hits, random);
        hits.sort(Comparator.comparingDouble(hit -> -hit.score()));
        return query.isKnn() ? hits.subList(0, Math.min(query.nearest(), hits.size())) : hits;
    }

    private static double product(float[] question, Map<String, byte[]> hash) {
        float[] vector = Vectors.decode(field(hash, "vector"));
        double sum = 0;
        for (int i = 0; i < vector.length; i++) {
            sum += (double) question[i] * vector[i];
        }
        return sum;
    }

    private Object aggregate(String index, List<byte[]> command) {
        Map<String, Long> groups = hits(index, RedisQuery.of(RedisServer.word(command, 2)), new float[0]).stream()
                .collect(Collectors.groupingBy(
                        hit -> text(field(hashes.getOrDefault(hit.key(), new TreeMap<>()), "source")),
                        TreeMap::new,
                        Collectors.counting()));
        List<Object> answer = new ArrayList<>(List.of(groups.size()));
        groups.forEach((source, count) -> answer.add(List.of("source", source, "number", String.valueOf(count))));
        return answer;
    }
}
