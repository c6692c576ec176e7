package dev.freshet.source;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a source knows of a document besides its content. All of it reaches the store.
 *
 * @param name file name with extension, a hint for the extractor
 * @param title null = what extraction finds
 * @param url where a person can open it; null = nowhere
 * @param modifiedAt when the source says that it was last changed; null = it doesn't say
 * @param metadata names and values that can be filtered in a search, lists by {@link dev.freshet.document.Several}; unmodifiable
 */
public record Description(
        String name,
        @Nullable String title,
        @Nullable String url,
        @Nullable Instant modifiedAt,
        SortedMap<String, String> metadata) {

    public Description {
        metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
    }

    /** A document of which no more than its name is known. */
    public static Description of(String name) {
        return new Description(name, null, null, null, new TreeMap<>());
    }

    /** Everything here but the time, as one text; equal texts mean equal descriptions. */
    public String identity() {
        return List.of(name, String.valueOf(title), String.valueOf(url), metadata)
                .toString();
    }

    /** What was set after the listing: each value that isn't the one of an earlier description. */
    public Description changedFrom(Description earlier) {
        SortedMap<String, String> added = new TreeMap<>(metadata);
        added.entrySet().removeAll(earlier.metadata.entrySet());
        return new Description(
                name.equals(earlier.name) ? "" : name,
                Objects.equals(title, earlier.title) ? null : title,
                Objects.equals(url, earlier.url) ? null : url,
                Objects.equals(modifiedAt, earlier.modifiedAt) ? null : modifiedAt,
                added);
    }

    /** What is said here, and the other where nothing is. */
    public Description over(Description other) {
        SortedMap<String, String> all = new TreeMap<>(other.metadata);
        all.putAll(metadata);
        return new Description(
                name.isEmpty() ? other.name : name,
                title == null ? other.title : title,
                url == null ? other.url : url,
                modifiedAt == null ? other.modifiedAt : modifiedAt,
                all);
    }
}
