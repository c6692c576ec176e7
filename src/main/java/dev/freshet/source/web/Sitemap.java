package dev.freshet.source.web;

import crawlercommons.sitemaps.AbstractSiteMap;
import crawlercommons.sitemaps.Namespace;
import crawlercommons.sitemaps.SiteMap;
import crawlercommons.sitemaps.SiteMapIndex;
import crawlercommons.sitemaps.SiteMapParser;
import crawlercommons.sitemaps.SiteMapURL;
import crawlercommons.sitemaps.UnknownFormatException;
import dev.freshet.source.http.AnswerTooLongException;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a sitemap, or an index of sitemaps with all its parts, by the protocol of sitemaps.org. It is read completely or
 * not at all: what it doesn't have is gone.
 */
final class Sitemap {

    private static final Logger LOG = LoggerFactory.getLogger(Sitemap.class);

    /** The protocol's own limit for one file, in bytes. */
    private static final long LONGEST = 50 * 1024 * 1024;

    /** Of all indexes together. */
    private static final int MOST_PARTS = 10_000;

    private static final int DEEPEST = 3;

    /**
     * A page as a sitemap has it.
     *
     * @param lastmod when it was last changed, if the sitemap can be believed; null = it doesn't say
     */
    record Page(URI url, @Nullable Instant lastmod) {}

    private final Site site;
    private final WebOptions options;
    private final Map<String, Page> pages = new LinkedHashMap<>();
    private final Set<URI> parts = new HashSet<>();

    Sitemap(Site site, WebOptions options) {
        this.site = site;
        this.options = options;
    }

    /** All pages that are wanted, by their URLs, in the sitemap's order. */
    Map<String, Page> read() throws IOException, InterruptedException {
        for (URI url : options.urls()) {
            pages.putIfAbsent(url.toString(), new Page(url, null));
        }
        if (options.sitemap() != null && readPart(options.sitemap(), 0) == 0) {
            throw new IOException("The sitemap " + options.sitemap()
                    + " has no pages. All documents were kept. Is it the" + " right one?");
        }
        return pages;
    }

    /** Gives the number of entries, wanted or not. */
    private int readPart(URI url, int depth) throws IOException, InterruptedException {
        if (!parts.add(url)) {
            return 0;
        }
        if (parts.size() > MOST_PARTS || depth > DEEPEST) {
            throw new IOException("The sitemap " + options.sitemap() + " has more than " + MOST_PARTS + " parts or more"
                    + " than " + DEEPEST + " levels. All documents were kept. Set 'sitemap' to a part of it.");
        }
        AbstractSiteMap sitemap = parsed(url);
        int entries = 0;
        if (sitemap instanceof SiteMapIndex index) {
            refuseEmpty(url, index.getSitemaps().isEmpty());
            for (AbstractSiteMap part : index.getSitemaps()) {
                entries += readPart(Urls.of(part.getUrl().toString()), depth + 1);
            }
        } else if (sitemap instanceof SiteMap list) {
            refuseEmpty(url, list.getSiteMapUrls().isEmpty());
            for (SiteMapURL entry : list.getSiteMapUrls()) {
                add(entry);
                entries++;
            }
        }
        return entries;
    }

    /** A site that has lost its database has empty sitemaps, and one without pages has no sitemap for them. */
    private static void refuseEmpty(URI url, boolean empty) throws IOException {
        if (empty) {
            throw unreadable(url, "it has no pages", null);
        }
    }

    private void add(SiteMapURL entry) throws IOException {
        try {
            URI url = Urls.of(entry.getUrl().toString());
            if (options.isWanted(url)) {
                Date lastmod = entry.getLastModified();
                pages.put(url.toString(), new Page(url, lastmod == null ? null : lastmod.toInstant()));
            }
        } catch (IllegalArgumentException e) {
            LOG.info(
                    "The sitemap {} has an entry that no page can have, which is left out: {}.",
                    options.sitemap(),
                    e.getMessage());
        }
        if (pages.size() > options.limits().maxPages()) {
            throw new IOException("The sitemap " + options.sitemap() + " has more than "
                    + options.limits().maxPages() + " pages. Nothing was read, and all documents were kept. Raise"
                    + " 'maxPages', or take fewer with 'include' and 'exclude'.");
        }
    }

    private AbstractSiteMap parsed(URI url) throws IOException, InterruptedException {
        try {
            Site.Found found = site.get(url, LONGEST, place -> Map.of());
            if (found.answer().status() != 200) {
                throw unreadable(url, "it answered " + found.answer().status(), null);
            }
            byte[] bytes = SitemapBytes.unpacked(found.answer().body(), LONGEST);
            AbstractSiteMap sitemap = parser().parseSiteMap(bytes, url.toURL());
            if (sitemap.getType() == AbstractSiteMap.SitemapType.TEXT) {
                SitemapBytes.checkLines(bytes);
            }
            return sitemap;
        } catch (AnswerTooLongException e) {
            throw unreadable(url, "it is longer than the 50 MB that sitemaps may have", e);
        } catch (UnknownFormatException | IllegalArgumentException e) {
            throw unreadable(url, "it is not a whole sitemap (" + e.getMessage() + ")", e);
        }
    }

    /** Takes the namespaces that sitemaps have had, so that no address of a picture is taken for a page. */
    private static SiteMapParser parser() {
        SiteMapParser parser = new SiteMapParser(false);
        parser.setStrictNamespace(true);
        parser.addAcceptedNamespace(Namespace.SITEMAP_LEGACY);
        parser.addAcceptedNamespace(Namespace.EMPTY);
        return parser;
    }

    private static IOException unreadable(URI url, String fact, @Nullable Exception cause) {
        return new IOException(
                "The sitemap " + url + " can't be read: " + fact
                        + ". All documents were kept. Open it in a browser, and correct 'sitemap' or the site.",
                cause);
    }
}
