package dev.freshet.source.confluence;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.source.confluence.Entry.Attached;
import dev.freshet.source.confluence.Entry.Kind;
import dev.freshet.source.confluence.Entry.Place;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads content as the older API has it, which is the only one of Data Center and that of searches on Cloud. */
final class ContentJson {

    /** What must be asked for to get an {@link Entry}. */
    static final String EXPAND = "version,space,ancestors,metadata.labels,container";

    private ContentJson() {}

    /** Empty for kinds of content that have no text. */
    static Optional<Entry> entry(JsonNode content, String base) {
        return Kind.of(content.path("type").asText("")).map(kind -> entry(kind, content, base));
    }

    private static Entry entry(Kind kind, JsonNode content, String base) {
        JsonNode version = content.path("version");
        JsonNode by = version.path("by");
        return new Entry(
                content.path("id").asText(""),
                kind,
                content.path("status").asText("current").equals("current"),
                content.path("title").asText(""),
                content.at("/space/key").asText(""),
                version.path("number").asInt(),
                instant(version.path("when").asText("")),
                by.has("accountId")
                        ? by.path("accountId").asText("")
                        : by.path("displayName").asText(""),
                ancestors(content.path("ancestors")),
                labels(content.at("/metadata/labels/results")),
                kind.isPart() ? content.at("/container/id").asText("") : "",
                base + content.at("/_links/webui").asText(""),
                kind == Kind.ATTACHMENT ? file(content) : null);
    }

    private static Attached file(JsonNode content) {
        return new Attached(
                content.at("/_links/download").asText(""),
                content.at("/extensions/mediaType").asText(""),
                content.at("/extensions/fileSize").asLong());
    }

    private static List<Place> ancestors(JsonNode above) {
        List<Place> places = new ArrayList<>();
        above.forEach(place -> places.add(
                new Place(place.path("id").asText(""), place.path("title").asText(""))));
        return places;
    }

    /** Names of labels that everybody sees; "my" ones are an account's favourites. */
    static List<String> labels(JsonNode results) {
        return StreamSupport.stream(results.spliterator(), false)
                .filter(label -> Objects.equals(label.path("prefix").asText("global"), "global"))
                .map(label -> label.path("name").asText(""))
                .filter(name -> !name.isBlank())
                .distinct()
                .sorted()
                .toList();
    }

    /** Cloud writes UTC, Data Center an offset. */
    static @Nullable Instant instant(String text) {
        try {
            return text.isBlank() ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
