package dev.freshet.source.confluence;

import dev.freshet.source.confluence.ConfluenceWorld.Item;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The part of Confluence's query language that is asked for; anything else is an error, as there. */
final class ConfluenceCql {

    private static final Pattern TOKEN =
            Pattern.compile("\\s*(\"(?:[^\"\\\\]|\\\\.)*\"|now\\(\"[^\"]*\"\\)|>=|!=|=|\\(|\\)|,|[\\w.~-]+)");
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final ConfluenceWorld world;
    private final List<String> tokens = new ArrayList<>();
    private int at;

    private ConfluenceCql(ConfluenceWorld world, String cql) {
        this.world = world;
        Matcher matcher = TOKEN.matcher(cql);
        int end = 0;
        while (matcher.find() && matcher.start() == end) {
            tokens.add(matcher.group(1));
            end = matcher.end();
        }
        if (!cql.substring(end).isBlank()) {
            throw new IllegalArgumentException("Could not parse cql : " + cql);
        }
    }

    /** Hits of the index: nothing of the trash, of the archive or of archived spaces. */
    static List<Item> search(ConfluenceWorld world, String cql) {
        ConfluenceCql parser = new ConfluenceCql(world, cql);
        Predicate<Item> condition = parser.either();
        if (parser.is("order")) {
            parser.expect("by");
            parser.expect("created");
        }
        if (parser.at < parser.tokens.size()) {
            throw new IllegalArgumentException("Could not parse cql : " + cql);
        }
        return world.current().stream()
                .filter(item -> !item.type.equals("folder") && world.isOpen(item))
                .filter(condition)
                .toList();
    }

    private boolean is(String token) {
        if (at < tokens.size() && tokens.get(at).equalsIgnoreCase(token)) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(String token) {
        if (!is(token)) {
            throw new IllegalArgumentException("Could not parse cql : '" + token + "' expected");
        }
    }

    private String take() {
        if (at >= tokens.size()) {
            throw new IllegalArgumentException("Could not parse cql : it ends too early");
        }
        return tokens.get(at++);
    }

    private Predicate<Item> either() {
        Predicate<Item> one = both();
        while (is("or")) {
            one = one.or(both());
        }
        return one;
    }

    private Predicate<Item> both() {
        Predicate<Item> one = clause();
        while (is("and")) {
            one = one.and(clause());
        }
        return one;
    }

    private Predicate<Item> clause() {
        if (is("(")) {
            Predicate<Item> inner = either();
            expect(")");
            return inner;
        }
        String field = take();
        if (field.equals("lastmodified")) {
            expect(">=");
            Instant since = instant(take());
            return item -> !item.modified.isBefore(since);
        }
        boolean not = is("!=");
        Set<String> values = not || is("=") ? Set.of(unquoted(take())) : list();
        Predicate<Item> condition = condition(field, values);
        return not ? condition.negate() : condition;
    }

    private Set<String> list() {
        expect("in");
        expect("(");
        List<String> values = new ArrayList<>();
        do {
            values.add(unquoted(take()));
        } while (is(","));
        expect(")");
        return Set.copyOf(values);
    }

    private Predicate<Item> condition(String field, Set<String> values) {
        return switch (field) {
            case "type" -> item -> values.contains(item.type);
            case "space" -> item -> values.contains(world.spaceOf(item));
            case "title" -> item -> values.contains(item.title);
            case "macro" -> item -> values.stream().anyMatch(name -> item.storage.contains("ac:name=\"" + name + "\""));
            case "id" -> item -> values.contains(item.id);
            case "container" -> item -> values.contains(item.container);
            case "label" -> item -> item.labels.stream().anyMatch(values::contains);
            default -> throw new IllegalArgumentException("No field exists with the name: '" + field + "'");
        };
    }

    private Instant instant(String token) {
        Matcher now = Pattern.compile("now\\(\"-(\\d+)m\"\\)").matcher(token);
        if (now.matches()) {
            return world.clock().minusSeconds(60L * Long.parseLong(now.group(1)));
        }
        return LocalDateTime.parse(unquoted(token), MINUTE).atZone(world.zone).toInstant();
    }

    private static String unquoted(String token) {
        return token.startsWith("\"") ? token.substring(1, token.length() - 1) : token;
    }
}
