package dev.freshet.source.confluence;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What Confluence says of a piece of content, without its text.
 *
 * @param space key; blank = not known yet
 * @param version counts edits; a move, a label and a comment are none
 * @param author of this version: id of an account on Cloud, a name on Data Center; blank = not known
 * @param ancestors from the top down; that of an attachment or comment are those of its page, and the page
 * @param labels in the order of their names
 * @param container id of the page of an attachment or comment; blank for a page
 * @param url where a person can see it; blank = not known
 * @param file what is special about an attachment; null for anything else
 */
record Entry(
        String id,
        Kind kind,
        boolean isCurrent,
        String title,
        String space,
        int version,
        @Nullable Instant edited,
        String author,
        List<Place> ancestors,
        List<String> labels,
        String container,
        String url,
        @Nullable Attached file) {

    /** What content there is. */
    enum Kind {
        PAGE,
        BLOGPOST,
        ATTACHMENT,
        COMMENT;

        private static final Map<String, Kind> NAMES =
                Stream.of(values()).collect(Collectors.toMap(Kind::text, kind -> kind));

        /** As the API and the metadata have it. */
        String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Empty for folders, whiteboards, databases and what else there may come. */
        static Optional<Kind> of(String text) {
            return Optional.ofNullable(NAMES.get(text));
        }

        boolean isPart() {
            return this == ATTACHMENT || this == COMMENT;
        }
    }

    /** Something above a page. */
    record Place(String id, String title) {}

    /**
     * A file.
     *
     * @param download its path below the site's root
     * @param mediaType as Confluence has it; blank = it doesn't say
     * @param size in bytes
     */
    record Attached(String download, String mediaType, long size) {

        /** Whether the file is a web page, by its type or, where that is a mere guess of the uploader's, its name. */
        boolean isHtml(String name) {
            String lower = name.toLowerCase(Locale.ROOT);
            return mediaType.contains("html") || lower.matches(".*\\.x?html?");
        }
    }

    /** The same, with other labels. */
    Entry labelled(List<String> now) {
        return new Entry(
                id, kind, isCurrent, title, space, version, edited, author, ancestors, now, container, url, file);
    }

    /** A part, with what its page knows: where it lies, and its address. */
    Entry in(Entry page) {
        List<Place> above = Stream.concat(page.ancestors.stream(), Stream.of(new Place(page.id, page.title)))
                .toList();
        String name = kind == Kind.COMMENT ? "Comment on " + page.title : title;
        String address = kind == Kind.COMMENT && !page.url.isEmpty()
                ? page.url + (page.url.contains("?") ? "&" : "?") + "focusedCommentId=" + id
                : page.url;
        return new Entry(
                id, kind, isCurrent, name, page.space, version, edited, author, above, labels, page.id, address, file);
    }

    /** A part that was read, at the place that its listing knows. */
    Entry at(Entry listed) {
        return new Entry(
                id,
                kind,
                isCurrent,
                listed.title,
                listed.space,
                version,
                edited,
                author,
                listed.ancestors,
                labels,
                listed.container,
                listed.url,
                file);
    }

    String path() {
        return ancestors.stream().map(Place::title).collect(Collectors.joining(" / "));
    }
}
