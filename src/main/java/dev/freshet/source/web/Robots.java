package dev.freshet.source.web;

import crawlercommons.robots.BaseRobotRules;
import crawlercommons.robots.SimpleRobotRules;
import crawlercommons.robots.SimpleRobotRules.RobotRulesMode;
import crawlercommons.robots.SimpleRobotRulesParser;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the hosts of a site allow, by RFC 9309. Each robots.txt is read once. */
final class Robots {

    /** The RFC asks for 500 KiB at least, in bytes. */
    private static final long LONGEST = 5 * 1024 * 1024;

    /** A host that wants more time between two calls than this gets this, in ms. */
    private static final long LONGEST_DELAY = 60_000;

    private static final int FEWEST_WARNINGS = 1;

    /** A page that must not be asked for. */
    static final class DisallowedException extends IOException {

        private static final long serialVersionUID = 1;

        DisallowedException(URI url) {
            super(url + " is disallowed by robots.txt");
        }
    }

    /** It is not known what a host allows. All its pages are kept as they are. */
    static final class UnknownRulesException extends IOException {

        private static final long serialVersionUID = 1;

        private final String origin;

        UnknownRulesException(String origin, IOException cause) {
            super(
                    "It isn't known what " + origin + " allows, so none of its pages was asked for, and all were kept: "
                            + cause.getMessage(),
                    cause);
            this.origin = origin;
        }

        /** Whether it is the host of a page, and not one that the page redirects to. */
        boolean isHostOf(URI page) {
            return origin.equals(Urls.origin(page));
        }
    }

    private final Site site;
    private final String robot;
    private final Map<String, BaseRobotRules> rules = new ConcurrentHashMap<>();
    private final Map<String, UnknownRulesException> unknown = new ConcurrentHashMap<>();

    Robots(Site site, String robot) {
        this.site = site;
        this.robot = robot.toLowerCase(Locale.ROOT);
    }

    /** Throws where a page must not be asked for, or that isn't known. */
    void check(URI url) throws IOException, InterruptedException {
        if (!rules(Urls.origin(url)).isAllowed(url.toString())) {
            throw new DisallowedException(url);
        }
    }

    private BaseRobotRules rules(String origin) throws IOException, InterruptedException {
        UnknownRulesException before = unknown.get(origin);
        if (before != null) {
            throw before;
        }
        BaseRobotRules known = rules.get(origin);
        if (known != null) {
            return known;
        }
        try {
            BaseRobotRules read = read(URI.create(origin + "/robots.txt"));
            rules.put(origin, read);
            if (read.getCrawlDelay() > 0) {
                site.slowDown(origin, Math.min(read.getCrawlDelay(), LONGEST_DELAY));
            }
            return read;
        } catch (IOException e) {
            UnknownRulesException failure = new UnknownRulesException(origin, e);
            unknown.put(origin, failure);
            throw failure;
        }
    }

    private BaseRobotRules read(URI url) throws IOException, InterruptedException {
        Site.Found found = site.get(url, LONGEST, place -> Map.of());
        int status = found.answer().status();
        if (status >= 400 && status < 500 && status != 429) {
            return new SimpleRobotRules(RobotRulesMode.ALLOW_ALL);
        }
        if (!found.answer().isOk()) {
            throw new IOException(url + " answered " + status);
        }
        return new SimpleRobotRulesParser(Long.MAX_VALUE, FEWEST_WARNINGS)
                .parseContent(url.toString(), found.answer().body(), "text/plain", List.of(robot));
    }
}
