package dev.freshet.api;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.freshet.config.Suggestion;
import dev.freshet.report.Json;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a client sent, as text that nobody has interpreted.
 *
 * @param path its parts between the slashes, decoded
 * @param query its parameters, decoded
 * @param headers by name in lower case
 */
public record Request(List<String> path, Map<String, List<String>> query, Map<String, String> headers, byte[] body) {

    /** The one value of a parameter. */
    public Optional<String> parameter(String name) {
        List<String> values = values(name);
        if (values.size() > 1) {
            throw new Refusal(400, "'" + name + "' is given " + values.size() + " times. Give it once.");
        }
        return values.stream().findFirst();
    }

    public List<String> values(String name) {
        return query.getOrDefault(name, List.of());
    }

    /** A whole number in a range. */
    public int number(String name, int preset, int least, int most) {
        String text = parameter(name).orElse(String.valueOf(preset));
        try {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            throw new Refusal(400, range(name, text, least, most), notANumber);
        }
        throw new Refusal(400, range(name, text, least, most));
    }

    private static String range(String name, String text, int least, int most) {
        return "'" + name + "' is '" + text + "'; it takes a number from " + least + " to " + most + ".";
    }

    /** Whether a parameter says {@code true}. */
    public boolean flag(String name) {
        String text = parameter(name).orElse("false");
        return switch (text) {
            case "true", "" -> true;
            case "false" -> false;
            default -> throw new Refusal(400, "'" + name + "' is '" + text + "'; it takes true or false.");
        };
    }

    /** The number of a run in the path. */
    public long run(int part) {
        String text = path.get(part);
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException notANumber) {
            throw new Refusal(404, "There is no run '" + text + "'.", notANumber);
        }
    }

    /** The body as JSON; an empty one is an empty object. */
    public <T> T json(Class<T> type) {
        ObjectReader reader = Json.mapper().readerFor(type);
        try {
            return reader.readValue(isBlank() ? "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8) : body);
        } catch (UnrecognizedPropertyException e) {
            List<String> known = e.getKnownPropertyIds().stream()
                    .map(String::valueOf)
                    .sorted()
                    .toList();
            String near = Suggestion.of(e.getPropertyName(), known);
            throw new Refusal(
                    400,
                    place(e) + "unknown field '" + e.getPropertyName() + "'."
                            + (near.isEmpty() ? " Known are " + String.join(", ", known) + "." : near),
                    e);
        } catch (JsonProcessingException e) {
            throw new Refusal(400, place(e) + "the body is not the JSON that is wanted: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new Refusal(400, "the body can't be read: " + e.getMessage(), e);
        }
    }

    private boolean isBlank() {
        for (byte character : body) {
            if (character > ' ' || character < 0) {
                return false;
            }
        }
        return true;
    }

    private static String place(JsonProcessingException e) {
        JsonLocation at = e.getLocation();
        return at == null ? "" : at.getLineNr() + ":" + at.getColumnNr() + "  ";
    }
}
