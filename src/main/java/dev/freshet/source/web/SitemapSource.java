package dev.freshet.source.web;

import dev.freshet.source.ListedDocument;
import dev.freshet.source.ListedSource;
import dev.freshet.source.http.Http;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The pages of a site that its sitemap has. A document's id is its URL, whichever page answers there; its fingerprint has
 * what the server calls the page's version. Gone is what the sitemap has no more, and what answers 404 or 410. A page that
 * can't be read keeps its chunks, and is asked for again by the next pass.
 */
public final class SitemapSource implements ListedSource {

    /** So many pages in a row that can't be read are no fault of the pages. */
    private static final int MOST_FAILURES = 10;

    /** How long a sitemap says what belongs, so that many questions at once don't each read it. */
    private static final Duration FRESH = Duration.ofSeconds(10);

    private final WebOptions options;
    private final Http http;
    private @Nullable Look last;

    /** A sitemap as it was read, and the robots.txt of its hosts. */
    private record Look(Map<String, Sitemap.Page> pages, Visit visit, long readAt) {}

    public SitemapSource(WebOptions options, Http http) {
        this.options = options;
        this.http = http;
    }

    private Look look(BooleanSupplier cancelled) throws IOException, InterruptedException {
        Site site = new Site(http, options, cancelled);
        Map<String, Sitemap.Page> pages = new Sitemap(site, options).read();
        Visit visit = new Visit(site, new Robots(site, options.robot()), options, pages::containsKey);
        Look look = new Look(pages, visit, System.nanoTime());
        last = look;
        return look;
    }

    @Override
    public Listed list(@Nullable String cursor, Visitor visitor) throws IOException, InterruptedException {
        Look look = look(visitor::cancelled);
        int failures = 0;
        for (Sitemap.Page page : look.pages().values()) {
            if (visitor.cancelled()) {
                break;
            }
            String failure = show(page, look.visit(), visitor);
            failures = failure == null ? 0 : failures + 1;
            if (failures == MOST_FAILURES) {
                throw new IOException(MOST_FAILURES + " pages in a row can't be read, so the others were not asked for."
                        + " Their documents were kept. The last one: " + failure);
            }
        }
        return new Listed(null, true);
    }

    /** Says why the page can't be read; null = it can, or nobody knows whether it may be. */
    private static @Nullable String show(Sitemap.Page page, Visit visit, Visitor visitor)
            throws IOException, InterruptedException {
        String id = page.url().toString();
        try {
            Visit.Outcome outcome = visit.to(page, visitor.fingerprint(id));
            if (outcome.rule() != null) {
                visitor.excluded(id, outcome.rule());
            } else if (outcome.document() == null) {
                visitor.gone(id);
            } else {
                visitor.document(outcome.document());
            }
            return outcome.failure();
        } catch (Robots.UnknownRulesException e) {
            visitor.incomplete(String.valueOf(e.getMessage()));
            return null;
        }
    }

    @Override
    public @Nullable ListedDocument find(String id) throws IOException, InterruptedException {
        Look look = last;
        if (look == null || System.nanoTime() - look.readAt() > FRESH.toNanos()) {
            look = look(() -> false);
        }
        Sitemap.Page page = look.pages().get(id);
        if (page == null) {
            return null;
        }
        Visit.Outcome outcome = look.visit().to(page, null);
        if (outcome.failure() != null) {
            throw new IOException(outcome.failure());
        }
        return outcome.document();
    }
}
