package dev.freshet.source.notion;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.document.Content;
import dev.freshet.source.Description;
import dev.freshet.source.FetchedDocument;
import dev.freshet.source.ListedDocument;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes documents of page objects, and reads them. Safe for many threads. */
final class NotionPages {

    /** Edits in the same minute have the same time, and an answer takes its time. */
    private static final Duration UNSETTLED = Duration.ofMinutes(2);

    /**
     * In the fingerprint of a page that was read while its minute wasn't over. Something that is never the same comes behind it, so that
     * the page is read again: not a time, as answers tell no parts of a second.
     */
    private static final String UNSETTLED_MARK = "?";

    private static final String NAME = "page.html";

    private final NotionApi api;
    private final Places places;
    private final BlockWalk walk;
    private final People people;

    NotionPages(NotionApi api, Places places) {
        this.api = api;
        this.places = places;
        this.walk = new BlockWalk(api);
        this.people = new People(api);
    }

    /** Begins a pass: what couldn't be seen in an earlier one may be seen now. */
    void begin() {
        places.forget();
        people.forgetUnnamed();
    }

    /**
     * A page as a document.
     *
     * @param blocks where the listing has read them; null = they are read when it turns out to be worth it
     */
    ListedDocument listed(JsonNode page, Places.Place place, @Nullable List<Block> blocks) {
        Description known = new Description(
                NAME, PageProperties.title(page), page.path("url").asText(null), edited(page), metadata(page, place));
        return new ListedDocument(
                page.path("id").asText(), fingerprint(page, place, blocks), known, () -> read(page, known, blocks));
    }

    /**
     * Refuses what Notion gives of a page where the connection may not read its content.
     *
     * @throws IOException saying what is missing
     */
    static JsonNode whole(JsonNode page) throws IOException {
        if (!page.has("last_edited_time") || !page.has("parent")) {
            throw new IOException("Notion gives no more than the id of page "
                    + page.path("id").asText() + ". Its documents were kept. Give the connection the capability to read"
                    + " content.");
        }
        return page;
    }

    static Instant edited(JsonNode page) {
        return Instant.parse(page.path("last_edited_time").asText());
    }

    private static SortedMap<String, String> metadata(JsonNode page, Places.Place place) {
        SortedMap<String, String> metadata = new TreeMap<>();
        metadata.put("path", String.join(" / ", place.path()));
        metadata.put("edited", edited(page).toString());
        return metadata;
    }

    /**
     * The page with the fingerprint that is known of it, where nothing but the names above it and what it shows of others
     * can have changed: to learn those takes calls, and the next complete listing makes them.
     */
    @Nullable
    ListedDocument asKnown(JsonNode page, @Nullable String fingerprint) {
        if (fingerprint == null
                || fingerprint.contains(UNSETTLED_MARK)
                || !fingerprint.startsWith(own(page))
                || isUnsettled(page)) {
            return null;
        }
        return new ListedDocument(page.path("id").asText(), fingerprint, Description.of(NAME), () -> {
            throw new IllegalStateException("A page that is as it was needn't be read");
        });
    }

    private boolean isUnsettled(JsonNode page) {
        return edited(page).isAfter(api.time().now().minus(UNSETTLED));
    }

    /** A move, a renamed parent or a change of what the page shows of others doesn't always move the time of a page. */
    private String fingerprint(JsonNode page, Places.Place place, @Nullable List<Block> blocks) {
        String path = Content.sha256(place.path().toString().getBytes(StandardCharsets.UTF_8))
                .substring(0, 8);
        String shown = Outline.shownProperties(page) + (blocks == null ? "" : Shown.blocks(blocks));
        return own(page) + path + "|" + shown + (isUnsettled(page) ? UNSETTLED_MARK + UUID.randomUUID() : "");
    }

    /** What a page object itself tells of its version. */
    private static String own(JsonNode page) {
        String where = page.path("parent") + "\n" + PageProperties.title(page);
        return edited(page) + "|"
                + Content.sha256(where.getBytes(StandardCharsets.UTF_8)).substring(0, 8) + "|";
    }

    private FetchedDocument read(JsonNode page, Description known, @Nullable List<Block> blocks)
            throws IOException, InterruptedException {
        try {
            return rendered(page, known, blocks);
        } catch (InterruptedCallException e) {
            throw (InterruptedException) new InterruptedException(e.getMessage()).initCause(e);
        }
    }

    private FetchedDocument rendered(JsonNode listed, Description known, @Nullable List<Block> blocks)
            throws IOException, InterruptedException {
        String id = listed.path("id").asText();
        JsonNode page = Outline.is(listed) ? asked(id) : listed;
        List<Block> all = blocks == null ? blocks(id) : blocks;
        PageProperties reader = new PageProperties(api, this::title, this::user);
        String title = reader.wholeTitle(page);
        Map<String, String> properties = reader.of(page);
        PageHtml html = new PageHtml(title, properties, this::title).with(all);
        SortedMap<String, String> metadata = new TreeMap<>(properties);
        metadata.putAll(known.metadata());
        String editor = user(page.path("last_edited_by"));
        if (!editor.isEmpty()) {
            metadata.put("editor", editor);
        }
        if (!html.unknown().isEmpty()) {
            metadata.put("unsupported", String.join(", ", html.unknown()));
        }
        return new FetchedDocument(
                new Description(known.name(), title, known.url(), known.modifiedAt(), metadata),
                html.html().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * All blocks of a page.
     *
     * @throws NoSuchFileException if the page itself is gone
     */
    List<Block> blocks(String page) throws IOException, InterruptedException {
        try {
            return walk.of(page);
        } catch (NotionException e) {
            // where the page is there and its content isn't given, that is the page's own failure
            if (e.isNotFound() && Places.isInTrash(asked(page))) {
                throw gone(page, e);
            }
            throw e;
        }
    }

    private JsonNode asked(String page) throws IOException, InterruptedException {
        try {
            return whole(api.get("pages/" + page));
        } catch (NotionException e) {
            throw e.isNotFound() ? gone(page, e) : e;
        }
    }

    private static IOException gone(String page, NotionException proof) {
        return (IOException) new NoSuchFileException(page, null, proof.getMessage()).initCause(proof);
    }

    private @Nullable String title(String id) {
        return called(() -> places.title(id));
    }

    private String user(JsonNode user) {
        return Objects.requireNonNullElse(called(() -> people.name(user)), "");
    }

    private static final class InterruptedCallException extends RuntimeException {
        private static final long serialVersionUID = 1;

        InterruptedCallException(InterruptedException cause) {
            super("Interrupted during a call", cause);
        }
    }

    private interface Call {
        @Nullable
        String make() throws IOException, InterruptedException;
    }

    /** Rendering can't declare what a call throws; the reading of the document fails by it all the same. */
    private static @Nullable String called(Call call) {
        try {
            return call.make();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e.getMessage(), e);
        } catch (InterruptedException e) {
            throw new InterruptedCallException(e);
        }
    }
}
