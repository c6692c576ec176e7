package dev.freshet.source.confluence;

import dev.freshet.document.Several;
import dev.freshet.source.Description;
import dev.freshet.source.Exclusion;
import dev.freshet.source.FetchedDocument;
import dev.freshet.source.FileRules;
import dev.freshet.source.ListedDocument;
import dev.freshet.source.confluence.Entry.Attached;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes documents of entries. Reading them is safe for many threads. */
final class Documents {

    private static final Logger LOG = LoggerFactory.getLogger(Documents.class);
    private static final int NOT_FOUND = 404;
    private static final String MAY_OPEN = "Does it open in a browser?";

    private final Downloads downloads;
    private final Site site;
    private final People people;
    private final FileRules rules;

    Documents(Downloads downloads, Site site, People people, FileRules rules) {
        this.downloads = downloads;
        this.site = site;
        this.people = people;
        this.rules = rules;
    }

    /** Why an attachment is left out; empty = it isn't. */
    Optional<String> exclusion(Entry entry) {
        return entry.file() == null
                ? Optional.empty()
                : rules.file(entry.title(), entry.title(), entry.file().size()).map(Exclusion::text);
    }

    /** What a search knows of the version: it comes before the place, which it may not know. */
    private static String version(Entry entry) {
        return "v" + entry.version() + " " + Calls.sha256(entry.labels().toString()) + " ";
    }

    /** Whether a hit is of the version that was read last. */
    static boolean isKnown(Entry hit, @Nullable String fingerprint) {
        return fingerprint != null && fingerprint.startsWith(version(hit));
    }

    /** A move and a new name of a page above change no version, but the path. */
    ListedDocument document(Entry entry) {
        return document(entry, "");
    }

    /** The same of a page that shows others, by whose texts its version is told, too. */
    ListedDocument host(Entry page) throws InterruptedException {
        try {
            return document(page, " " + Calls.sha256(text(page, site.read(page))));
        } catch (IOException e) {
            LOG.debug("'{}' is left to its reading, which says why it can't be read", page.title(), e);
            return document(page, " unread");
        }
    }

    private ListedDocument document(Entry entry, String shown) {
        String place = entry.space() + '\n' + entry.ancestors() + '\n' + entry.title();
        return new ListedDocument(
                entry.id(), version(entry) + Calls.sha256(place) + shown, description(entry, ""), () -> read(entry));
    }

    private FetchedDocument read(Entry entry) throws IOException, InterruptedException {
        if (entry.file() != null) {
            return new FetchedDocument(description(entry, site.author(entry)), file(entry, entry.file()));
        }
        Site.Written written = written(entry);
        Entry now = written.entry();
        byte[] text = text(now, written).getBytes(StandardCharsets.UTF_8);
        return new FetchedDocument(description(now, site.author(now)), text);
    }

    private String text(Entry page, Site.Written written) throws IOException, InterruptedException {
        return new StorageHtml(people::name, new Inclusions(site, page)).of(page.title(), written.storage());
    }

    /** A text that isn't there, while lists still have its page, would be waited for without end. */
    private Site.Written written(Entry entry) throws IOException, InterruptedException {
        try {
            return site.read(entry);
        } catch (NoSuchFileException e) {
            if (isListed(entry)) {
                throw new IOException(
                        "Confluence lists '" + entry.title() + "', but its text isn't there. " + MAY_OPEN, e);
            }
            throw e;
        }
    }

    private boolean isListed(Entry entry) throws IOException, InterruptedException {
        List<Entry> hits = site.search("id = " + entry.id());
        return !(entry.kind().isPart() ? hits : site.current(hits)).isEmpty();
    }

    /** Bytes that aren't there prove nothing: they may be lost while their attachment is still listed. */
    private byte[] file(Entry entry, Attached attached) throws IOException, InterruptedException {
        try {
            return downloads.bytes(site.download(entry), attached.isHtml(entry.title()));
        } catch (Refusal e) {
            if (e.status() != NOT_FOUND) {
                throw e;
            }
            if (site.find(entry.id()) == null) {
                throw (IOException) new NoSuchFileException(entry.title(), null, e.getMessage()).initCause(e);
            }
            throw new IOException(
                    "Confluence lists '" + entry.title() + "', but its file isn't there: " + e.getMessage() + ' '
                            + MAY_OPEN,
                    e);
        }
    }

    private static Description description(Entry entry, String author) {
        SortedMap<String, String> known = new TreeMap<>();
        known.put("type", entry.kind().text());
        known.put("version", String.valueOf(entry.version()));
        known.put("space", entry.space());
        known.put("path", entry.path());
        known.put("labels", Several.of(entry.labels()));
        known.put("author", author);
        known.put("edited", entry.edited() == null ? "" : entry.edited().toString());
        known.values().removeIf(String::isBlank);
        return new Description(
                entry.file() == null ? "page.html" : entry.title(),
                entry.title(),
                entry.url().isEmpty() ? null : entry.url(),
                entry.edited(),
                known);
    }
}
