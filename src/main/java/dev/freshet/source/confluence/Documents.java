package dev.freshet.source.confluence;

import dev.freshet.source.Description;
import dev.freshet.source.Exclusion;
import dev.freshet.source.FetchedDocument;
import dev.freshet.source.FileRules;
import dev.freshet.source.ListedDocument;
import dev.freshet.source.confluence.Entry.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes documents of entries. Reading them is safe for many threads. */
final class Documents {

    private final Calls calls;
    private final Site site;
    private final StorageHtml html;
    private final FileRules rules;

    Documents(Calls calls, Site site, People people, FileRules rules) {
        this.calls = calls;
        this.site = site;
        this.html = new StorageHtml(people::name);
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
        String place = entry.space() + '\n' + entry.ancestors() + '\n' + entry.title();
        return new ListedDocument(
                entry.id(), version(entry) + Calls.sha256(place), description(entry, ""), () -> read(entry));
    }

    private FetchedDocument read(Entry entry) throws IOException, InterruptedException {
        if (entry.kind() == Kind.ATTACHMENT) {
            return new FetchedDocument(description(entry, site.author(entry)), file(entry));
        }
        Site.Written written = site.read(entry);
        Entry now = written.entry();
        String text = html.of(now.title(), written.storage());
        return new FetchedDocument(description(now, site.author(now)), text.getBytes(StandardCharsets.UTF_8));
    }

    private byte[] file(Entry entry) throws IOException, InterruptedException {
        try {
            return calls.download(site.download(entry));
        } catch (Refusal e) {
            if (e.isMissing()) {
                throw (IOException) new NoSuchFileException(entry.title(), null, e.getMessage()).initCause(e);
            }
            throw e;
        }
    }

    private static Description description(Entry entry, String author) {
        SortedMap<String, String> known = new TreeMap<>();
        known.put("type", entry.kind().text());
        known.put("version", String.valueOf(entry.version()));
        known.put("space", entry.space());
        known.put("path", entry.path());
        known.put("labels", String.join(",", entry.labels()));
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
