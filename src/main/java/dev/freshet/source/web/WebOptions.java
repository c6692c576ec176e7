package dev.freshet.source.web;

import java.net.URI;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which pages of which site, and how they are asked for.
 *
 * @param sitemap a sitemap or an index of sitemaps; null = {@code urls} are all
 * @param urls pages besides
 * @param included whether a path, without its first slash, is wanted
 * @param excluded whether it is unwanted; stronger
 * @param noindex whether pages are taken that ask search engines to leave them out
 * @param limits how much, and from where
 * @param userAgent whose first word is what robots.txt knows Freshet by
 * @param trustLastmod whether a page isn't asked for while its sitemap has the same time for it
 */
public record WebOptions(
        @Nullable URI sitemap,
        List<URI> urls,
        Predicate<String> included,
        Predicate<String> excluded,
        boolean noindex,
        Limits limits,
        String userAgent,
        boolean trustLastmod) {

    /**
     * How much, and from where.
     *
     * @param maxSize a larger page is left out, in bytes
     * @param maxPages with more pages than this, nothing is read
     * @param requestsPerSecond to one host
     * @param privateAddresses whether hosts of private networks and this machine itself are asked
     */
    public record Limits(long maxSize, int maxPages, int requestsPerSecond, boolean privateAddresses) {

        private static final int FASTEST = 1_000;

        public Limits {
            if (maxPages < 1) {
                throw new IllegalArgumentException("'maxPages' is " + maxPages + ". It must be 1 or more.");
            }
            if (requestsPerSecond < 1 || requestsPerSecond > FASTEST) {
                throw new IllegalArgumentException(
                        "'requestsPerSecond' is " + requestsPerSecond + ". It must be from 1 to " + FASTEST
                                + "; a slower pace comes from 'Crawl-delay' in robots.txt.");
            }
        }
    }

    public WebOptions {
        if (sitemap == null && urls.isEmpty()) {
            throw new IllegalArgumentException(
                    "Neither 'sitemap' nor 'urls' is set. Set the URL of a sitemap, of pages," + " or both.");
        }
        if (!userAgent.matches("[A-Za-z_-]+([/ ].*)?")) {
            throw new IllegalArgumentException(
                    "'userAgent' is '" + userAgent + "'. It must begin with a name of letters"
                            + " that robots.txt can have rules for, such as 'Freshet/0.1'.");
        }
    }

    /** The name that robots.txt knows. */
    String robot() {
        return userAgent.split("[/ ]", 2)[0];
    }

    boolean isWanted(URI url) {
        String path = url.getRawPath().substring(1);
        return included.test(path) && !excluded.test(path);
    }
}
