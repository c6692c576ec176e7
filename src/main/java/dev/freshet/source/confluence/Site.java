package dev.freshet.source.confluence;

import java.io.IOException;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A Confluence, as Cloud and Data Center have it in common. Safe for reading by many threads. */
interface Site {

    /** Forgets what may have changed since the last listing. */
    void begin();

    /**
     * Asks who the account is.
     *
     * @return its time zone; null = it doesn't say
     * @throws IOException where nobody is signed in: an anonymous listing would be a short one
     */
    @Nullable
    ZoneId account() throws IOException, InterruptedException;

    /**
     * Spaces by key, with whether they are in use; false = archived.
     *
     * @param keys of those that are wanted; empty = all that the account sees
     */
    Map<String, Boolean> spaces(Collection<String> keys) throws IOException, InterruptedException;

    /** Shows all current pages, or blog posts, of spaces; not by the index of searches. */
    void content(Entry.Kind kind, Collection<String> spaces, Consumer<Entry> visitor)
            throws IOException, InterruptedException;

    /** Whether {@link #content} knows labels. */
    boolean listsLabels();

    /** What the index of searches has for a condition. It may be late by some minutes. */
    List<Entry> search(String cql) throws IOException, InterruptedException;

    /** Pages and blog posts that a search found, as they are now; without those that aren't current any more. */
    List<Entry> current(Collection<Entry> found) throws IOException, InterruptedException;

    /** What has this id; null = it is gone, archived, in the trash, or out of sight. */
    @Nullable
    Entry find(String id) throws IOException, InterruptedException;

    /**
     * The text of a page, blog post or comment.
     *
     * @throws java.nio.file.NoSuchFileException if it isn't current any more
     */
    Written read(Entry entry) throws IOException, InterruptedException;

    /** Who wrote this version; blank = nobody knows. */
    String author(Entry entry) throws IOException, InterruptedException;

    /** Path of an attachment's bytes. */
    String download(Entry attachment);

    /**
     * What was read.
     *
     * @param entry as it is now; an attachment's or comment's place is that of the listing
     * @param storage text in Confluence's storage format
     */
    record Written(Entry entry, String storage) {}
}
