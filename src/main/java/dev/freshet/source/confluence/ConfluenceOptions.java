package dev.freshet.source.confluence;

import dev.freshet.source.FileRules;
import java.net.URI;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which documents of which Confluence.
 *
 * @param baseUrl address of the site; {@code /wiki} of Cloud may be there or not
 * @param choice which pages
 * @param rules which attachments
 * @param accountTimeZone blank = what the account says
 * @param perSecond most calls a second
 */
public record ConfluenceOptions(
        String baseUrl,
        Deployment deployment,
        Credentials credentials,
        Choice choice,
        Kinds kinds,
        FileRules rules,
        String accountTimeZone,
        int perSecond) {

    private static final Pattern ORDER = Pattern.compile("(?is).*\\border\\s+by\\b.*");

    /** The two Confluences, which answer differently. */
    public enum Deployment {
        CLOUD,
        DATACENTER;

        /** Reads {@code cloud} or {@code datacenter}. */
        public static Deployment of(String text) {
            return Stream.of(values())
                    .filter(deployment -> deployment.name().equalsIgnoreCase(text))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "'deployment' is '" + text + "', which is no Confluence. Write cloud or datacenter."));
        }
    }

    /**
     * Who asks.
     *
     * @param user blank = the token stands for itself
     */
    public record Credentials(String user, String token) {

        @Override
        public String toString() {
            return "Credentials of " + user;
        }
    }

    /** Which pages: at most one of these says so; none does = all that the account sees. */
    public record Choice(List<String> spaces, List<String> rootPages, String cql) {

        /** Reads lists whose parts are separated by commas. */
        public static Choice of(String spaces, String rootPages, String cql) {
            return new Choice(parts(spaces), parts(rootPages), cql.strip());
        }

        private static List<String> parts(String list) {
            return Arrays.stream(list.split(",", -1))
                    .map(String::strip)
                    .filter(part -> !part.isEmpty())
                    .distinct()
                    .toList();
        }
    }

    /** What is taken besides pages. */
    public record Kinds(boolean blogPosts, boolean attachments, boolean comments) {}

    public ConfluenceOptions {
        baseUrl = baseUrl.strip().replaceAll("/+$", "");
        if (deployment == Deployment.CLOUD) {
            baseUrl = baseUrl.replaceFirst("/wiki$", "");
        }
        check(
                baseUrl.matches("https?://[^/?#\\s]+[^?#\\s]*"),
                "'baseUrl' is '" + baseUrl
                        + "', which is no address. Write it with https://, such as https://example.atlassian.net.");
        check(
                !credentials.token().isBlank(),
                "'token' is empty. Let it come from the environment: {{env:CONFLUENCE_TOKEN}}.");
        check(perSecond > 0, "'requestsPerSecond' is " + perSecond + ", but at least 1 is needed.");
        check(
                chosen(choice) <= 1,
                "'spaces', 'rootPages' and 'cql' exclude each other. Keep one; a condition in 'cql' can name spaces, too.");
        check(
                !ORDER.matcher(choice.cql()).matches(),
                "'cql' holds an ORDER BY. Leave it out: only the condition counts.");
        for (String id : choice.rootPages()) {
            check(
                    id.matches("\\d+"),
                    "'rootPages' holds '" + id
                            + "', which is no id of a page. It is the number in the page's address.");
        }
        for (String key : choice.spaces()) {
            check(
                    key.matches("[~\\w.:@-]+"),
                    "'spaces' holds '" + key
                            + "', which is no key of a space. It follows /spaces/ or /display/ in the address of a page.");
        }
        zone(accountTimeZone);
    }

    private static long chosen(Choice choice) {
        return Stream.of(
                        choice.spaces().isEmpty(),
                        choice.rootPages().isEmpty(),
                        choice.cql().isEmpty())
                .filter(empty -> !empty)
                .count();
    }

    private static void check(boolean right, String message) {
        if (!right) {
            throw new IllegalArgumentException(message);
        }
    }

    private static @Nullable ZoneId zone(String name) {
        try {
            return name.isBlank() ? null : ZoneId.of(name.strip());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "'accountTimeZone' is '" + name + "', which is no time zone. Write one like Europe/Zurich.", e);
        }
    }

    /** Null = what the account says. */
    @Nullable
    ZoneId zone() {
        return zone(accountTimeZone);
    }

    boolean isCloud() {
        return deployment == Deployment.CLOUD;
    }

    /** What all paths of the API and of attachments begin with. */
    String root() {
        return isCloud() ? baseUrl + "/wiki" : baseUrl;
    }

    String host() {
        return URI.create(baseUrl).getRawAuthority();
    }
}
