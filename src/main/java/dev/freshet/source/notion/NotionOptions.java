package dev.freshet.source.notion;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which pages of which workspace.
 *
 * @param databases ids of databases or data sources whose rows are taken
 * @param pages ids of pages that are taken with all pages below them; with no database either, all that is shared
 * @param apiVersion value of {@code Notion-Version}
 * @param perSecond most calls a second with this token
 */
public record NotionOptions(
        URI baseUrl, String token, String apiVersion, List<String> databases, List<String> pages, int perSecond) {

    /** The first version in which a database is a container of data sources. */
    private static final String DATA_SOURCES = "2025-09-03";

    private static final Set<String> VERSIONS = Set.of("2022-06-28", DATA_SOURCES, "2026-03-11");
    private static final Pattern ID = Pattern.compile(
            "([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})(?![0-9a-f])",
            Pattern.CASE_INSENSITIVE);

    public NotionOptions {
        if (token.isBlank()) {
            throw new IllegalArgumentException(
                    "'token' is empty. Write token: \"{{env:NOTION_TOKEN}}\" and set that variable to the token of a"
                            + " Notion connection.");
        }
        if (!VERSIONS.contains(apiVersion)) {
            throw new IllegalArgumentException("'apiVersion' is '" + apiVersion + "'. Known are "
                    + String.join(", ", VERSIONS.stream().sorted().toList()) + ".");
        }
        if (perSecond < 1) {
            throw new IllegalArgumentException("'requestsPerSecond' is " + perSecond + ". It must be 1 or more.");
        }
        databases = List.copyOf(databases);
        pages = List.copyOf(pages);
    }

    /**
     * Reads ids, or links to pages, separated by commas or spaces.
     *
     * @throws IllegalArgumentException naming what has no id in it
     */
    public static List<String> ids(String name, String text) {
        List<String> ids = new ArrayList<>();
        Stream<String> parts = Arrays.stream(text.split("[,\\s]+", -1)).filter(part -> !part.isBlank());
        for (String part : parts.toList()) {
            // a link may have a query with ids of its own
            Matcher matcher = ID.matcher(part.replaceFirst("[?#].*", ""));
            String id = "";
            while (matcher.find()) {
                id = String.join(
                        "-", matcher.group(1), matcher.group(2), matcher.group(3), matcher.group(4), matcher.group(5));
            }
            if (id.isEmpty()) {
                throw new IllegalArgumentException("'" + name + "' has '" + part
                        + "', in which there is no id of Notion. Copy the link of the page or database.");
            }
            ids.add(id.toLowerCase(Locale.ROOT));
        }
        return ids;
    }

    boolean hasDataSources() {
        return apiVersion.compareTo(DATA_SOURCES) >= 0;
    }

    boolean takesEverything() {
        return databases.isEmpty() && pages.isEmpty();
    }

    @Override
    public String toString() {
        return "Notion at " + baseUrl;
    }
}
