package dev.freshet.testing;

import dev.freshet.testing.RedisServer.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A query of Redis's search, as far as Freshet makes them: conditions with a space between, and a clause for the nearest. */
final class RedisQuery {

    private static final Pattern KNN =
            Pattern.compile("\\((.*)\\)=>\\[KNN (\\d+) @vector \\$question EF_RUNTIME \\d+ AS distance]");
    private static final Pattern TERM =
            Pattern.compile("@(\\w+):\\[(\\S+) (\\(?)(\\S+)] ?|@(\\w+):\\{((?:[^\\\\}]|\\\\.)*+)} ?|\\(([^()@]+)\\) ?");

    private final int nearest;
    private final List<Predicate<Map<String, byte[]>>> conditions = new ArrayList<>();
    private Set<String> words = Set.of();

    private RedisQuery(int nearest) {
        this.nearest = nearest;
    }

    static RedisQuery of(String query) {
        Matcher knn = KNN.matcher(query);
        boolean isKnn = knn.matches();
        RedisQuery parsed = new RedisQuery(isKnn ? Integer.parseInt(knn.group(2)) : 0);
        parsed.read(isKnn ? knn.group(1) : query);
        return parsed;
    }

    private void read(String terms) {
        Matcher term = TERM.matcher(terms);
        int end = 0;
        while (end < terms.length()) {
            if (!term.find(end) || term.start() != end) {
                throw new Refusal("Syntax error at offset " + end + " near " + terms.substring(end));
            }
            add(term);
            end = term.end();
        }
    }

    private void add(Matcher term) {
        if (term.group(1) != null) {
            addRange(
                    term.group(1),
                    number(term.group(2)),
                    number(term.group(4)),
                    term.group(3).isEmpty());
        } else if (term.group(5) != null) {
            addTag(term.group(5), term.group(6));
        } else {
            words = Set.of(term.group(7).split("\\|"));
            conditions.add(hash -> shared(hash) > 0);
        }
    }

    private static double number(String text) {
        return switch (text) {
            case "-inf" -> Double.NEGATIVE_INFINITY;
            case "+inf" -> Double.POSITIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    private void addRange(String field, double from, double to, boolean isWithTo) {
        conditions.add(hash -> {
            byte[] value = hash.get(field);
            double number = value == null ? Double.NaN : Double.parseDouble(text(value));
            return number >= from && (isWithTo ? number <= to : number < to);
        });
    }

    private void addTag(String field, String values) {
        Set<String> wanted = Stream.of(values.split("(?<!\\\\)\\|"))
                .map(value -> value.replaceAll("\\\\(.)", "$1"))
                .collect(Collectors.toSet());
        String separator = field.equals("facts") ? "," : "\u001f";
        conditions.add(hash -> hash.containsKey(field)
                && Stream.of(text(hash.getOrDefault(field, new byte[0])).split(separator))
                        .anyMatch(wanted::contains));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    boolean isKnn() {
        return nearest > 0;
    }

    int nearest() {
        return nearest;
    }

    boolean holds(Map<String, byte[]> hash) {
        return conditions.stream().allMatch(condition -> condition.test(hash));
    }

    /** How many of its words a hash has. */
    long shared(Map<String, byte[]> hash) {
        String texts = Stream.of("title", "heading", "text")
                .map(field -> text(hash.getOrDefault(field, new byte[0])))
                .collect(Collectors.joining(" "))
                .toLowerCase(Locale.ROOT);
        Set<String> its = Stream.of(texts.split("[^\\p{L}\\p{M}\\p{N}]+")).collect(Collectors.toSet());
        return words.stream().filter(its::contains).count();
    }
}
