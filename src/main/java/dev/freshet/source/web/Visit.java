package dev.freshet.source.web;

import dev.freshet.source.Description;
import dev.freshet.source.FetchedDocument;
import dev.freshet.source.ListedDocument;
import dev.freshet.source.http.AnswerTooLongException;
import dev.freshet.source.http.HostOutageException;
import dev.freshet.source.http.HttpAnswer;
import dev.freshet.source.http.HttpTime;
import java.io.IOException;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Asks for pages, each only if it changed, and says what became of it. */
final class Visit {

    /** Of a page that couldn't be read. Always the same, so that its attempts are counted. */
    private static final String UNREAD = "unread";

    /**
     * What became of a page. It has one of these.
     *
     * @param document as it is now; with a reading that fails, where the page can't be read
     * @param rule why it is left out
     * @param failure why it can't be read; the document says so too
     */
    record Outcome(
            @Nullable ListedDocument document,
            @Nullable String rule,
            @Nullable String failure) {

        static final Outcome GONE = new Outcome(null, null, null);
    }

    private final Site site;
    private final Robots robots;
    private final WebOptions options;
    private final Predicate<String> isListed;

    /** The first page that ended at an address by a redirect that is only for now. */
    private final Map<String, String> ends = new ConcurrentHashMap<>();

    /**
     * @param isListed whether a URL is a document of its own
     */
    Visit(Site site, Robots robots, WebOptions options, Predicate<String> isListed) {
        this.site = site;
        this.robots = robots;
        this.options = options;
        this.isListed = isListed;
    }

    /**
     * Asks for a page.
     *
     * @param fingerprint of the version that was last read; null = none was
     * @throws Robots.UnknownRulesException where nobody knows whether it may be asked for
     * @throws HostOutageException where its host can't be used: no page is to blame
     */
    Outcome to(Sitemap.Page page, @Nullable String fingerprint) throws IOException, InterruptedException {
        Version known = Version.parse(fingerprint);
        // what the sitemap says has changed is asked for whole, since its fingerprint changes too
        Version last = known != null && known.lastmod().equals(lastmod(page, Instant.now())) ? known : null;
        try {
            if (last != null && !last.lastmod().isEmpty()) {
                robots.check(page.url());
                return same(page, last);
            }
            return outcome(page, last, ask(page, last));
        } catch (Robots.DisallowedException e) {
            return new Outcome(null, "disallowed by robots.txt", null);
        } catch (HostOutageException e) {
            throw e;
        } catch (AnswerTooLongException e) {
            return new Outcome(null, "larger than 'maxSize'", null);
        } catch (IOException e) {
            if (e instanceof Robots.UnknownRulesException unknown && unknown.isHostOf(page.url())) {
                throw e;
            }
            return unread(page, e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    /** What the sitemap says, if a later change of the page would make it say something else; otherwise empty. */
    private String lastmod(Sitemap.Page page, Instant asked) {
        Instant lastmod = page.lastmod();
        return options.trustLastmod() && lastmod != null && Version.isOver(lastmod, asked) ? lastmod.toString() : "";
    }

    private Site.Found ask(Sitemap.Page page, @Nullable Version last) throws IOException, InterruptedException {
        return site.get(page.url(), options.limits().maxSize(), place -> {
            robots.check(place);
            return last == null ? Map.of() : last.conditions(place);
        });
    }

    private Outcome outcome(Sitemap.Page page, @Nullable Version last, Site.Found found) {
        HttpAnswer answer = found.answer();
        String place = found.url().toString();
        boolean moved = !place.equals(page.url().toString());
        if (moved && found.forGood() && isListed.test(place)) {
            return new Outcome(null, "redirected to " + place + ", which is listed itself", null);
        }
        if (moved && !found.forGood() && isOfOthers(place, page)) {
            return unread(page, "it is redirected for now to " + place + ", where other pages are");
        }
        boolean leftOut = !options.noindex() && RobotsTag.asksToBeLeftOut(answer, options.robot());
        if (answer.status() == 304 && last != null && !leftOut) {
            return same(page, last);
        }
        if (answer.status() == 404 || answer.status() == 410) {
            return Outcome.GONE;
        }
        if (answer.status() != 200 && answer.status() != 203 && !leftOut) {
            return unread(page, place + " answered " + answer.status());
        }
        PageFile file = PageFile.of(found.url(), answer);
        Optional<String> rule = file.exclusion(answer, options);
        return rule.isPresent() ? new Outcome(null, rule.get(), null) : read(page, found, file);
    }

    /** Where many pages end for now, there is a login or a note of an outage, and not what they say. */
    private boolean isOfOthers(String place, Sitemap.Page page) {
        String id = page.url().toString();
        String first = ends.putIfAbsent(place, id);
        return isListed.test(place) || (first != null && !first.equals(id));
    }

    private Outcome read(Sitemap.Page page, Site.Found found, PageFile file) {
        Instant modified =
                found.answer().header("Last-Modified").flatMap(HttpTime::of).orElse(page.lastmod());
        Description description =
                new Description(file.name(), null, found.url().toString(), modified, metadata(page.url()));
        String lastmod = lastmod(page, Version.asked(found.answer()));
        String fingerprint = Version.of(lastmod, found.url(), found.answer()).fingerprint();
        FetchedDocument fetched = new FetchedDocument(description, file.bytes());
        return new Outcome(
                new ListedDocument(page.url().toString(), fingerprint, description, () -> fetched), null, null);
    }

    private static SortedMap<String, String> metadata(URI url) {
        return new TreeMap<>(Map.of("site", url.getHost()));
    }

    /** It isn't read, unless it is wanted for another reason than a change. */
    private Outcome same(Sitemap.Page page, Version known) {
        Description description = new Description("", null, known.url(), page.lastmod(), metadata(page.url()));
        return new Outcome(
                new ListedDocument(page.url().toString(), known.fingerprint(), description, () -> readNow(page)),
                null,
                null);
    }

    private FetchedDocument readNow(Sitemap.Page page) throws IOException, InterruptedException {
        ListedDocument now = outcome(page, null, ask(page, null)).document();
        if (now == null) {
            throw new NoSuchFileException(page.url().toString());
        }
        return now.reading().read();
    }

    private static Outcome unread(Sitemap.Page page, String reason) {
        String place = page.url().toString();
        String told = reason.startsWith(place) ? reason : place + " can't be read: " + reason;
        ListedDocument document = new ListedDocument(place, UNREAD, Description.of("index.html"), () -> {
            throw new IOException(told);
        });
        return new Outcome(document, null, told);
    }
}
