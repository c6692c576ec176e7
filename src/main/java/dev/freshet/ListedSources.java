package dev.freshet;

import dev.freshet.camel.ListedComponent;
import dev.freshet.camel.ListedComponent.Knowledge;
import dev.freshet.camel.NamePatterns;
import dev.freshet.source.confluence.ConfluenceOptions;
import dev.freshet.source.confluence.ConfluenceSource;
import dev.freshet.source.git.GitOptions;
import dev.freshet.source.git.GitSource;
import dev.freshet.source.http.Http;
import dev.freshet.source.notion.NotionOptions;
import dev.freshet.source.notion.NotionSource;
import dev.freshet.source.web.SitemapSource;
import dev.freshet.source.web.Urls;
import dev.freshet.source.web.WebOptions;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The components of sources that list themselves, by the scheme that their kamelets use.
 *
 * @param mirrors where a source keeps what it fetched of a repository, in a folder of its own
 */
record ListedSources(Path home, Path mirrors, Knowledge knowledge) {

    Map<String, Object> components() {
        Map<String, Object> components = new HashMap<>();
        components.put("git", new ListedComponent((source, given, http) -> git(source, new Given(given)), knowledge));
        components.put(
                "notion", new ListedComponent((source, given, http) -> notion(new Given(given), http), knowledge));
        components.put(
                "sitemap", new ListedComponent((source, given, http) -> sitemap(new Given(given), http), knowledge));
        components.put(
                "confluence",
                new ListedComponent((source, given, http) -> confluence(new Given(given), http), knowledge));
        return components;
    }

    /** What shapes a document before it reaches the pipeline. */
    static String recipe(String kind) {
        return switch (kind) {
            case "notion-source" -> "notion " + NotionSource.VERSION;
            case "confluence-source" -> "confluence " + ConfluenceSource.VERSION;
            default -> "";
        };
    }

    private GitSource git(String source, Given given) {
        String repository = given.text("repository");
        GitOptions options = new GitOptions(
                repository,
                given.text("branch"),
                given.flag("fetch"),
                given.text("folder"),
                given.rules(),
                given.text("urlPrefix"),
                mirrors.resolve(source),
                new GitOptions.Credentials(given.text("user"), given.text("password")));
        return new GitSource(options.at(home));
    }

    private NotionSource notion(Given given, Http http) {
        NotionOptions options = new NotionOptions(
                given.address("baseUrl"),
                given.text("token"),
                given.text("apiVersion"),
                NotionOptions.ids("databases", given.text("databases")),
                NotionOptions.ids("pages", given.text("pages")),
                given.number("requestsPerSecond"));
        return new NotionSource(options, http, knowledge.clock());
    }

    private static SitemapSource sitemap(Given given, Http http) {
        return new SitemapSource(
                new WebOptions(
                        given.text("sitemap").isEmpty() ? null : Urls.of(given.text("sitemap")),
                        given.words("urls").map(Urls::of).toList(),
                        new NamePatterns(given.text("include")),
                        new NamePatterns(given.text("exclude")),
                        given.flag("noindex"),
                        new WebOptions.Limits(
                                given.size("maxSize"),
                                given.number("maxPages"),
                                given.number("requestsPerSecond"),
                                given.flag("allowPrivateAddresses")),
                        given.text("userAgent"),
                        given.flag("trustLastmod")),
                http);
    }

    private static ConfluenceSource confluence(Given given, Http http) {
        ConfluenceOptions options = new ConfluenceOptions(
                given.text("baseUrl"),
                ConfluenceOptions.Deployment.of(given.text("deployment")),
                new ConfluenceOptions.Credentials(given.text("user"), given.text("token")),
                ConfluenceOptions.Choice.of(given.text("spaces"), given.text("rootPages"), given.text("cql")),
                new ConfluenceOptions.Kinds(given.flag("blogPosts"), given.flag("attachments"), given.flag("comments")),
                given.rules(),
                given.text("accountTimeZone"),
                given.number("requestsPerSecond"));
        return new ConfluenceSource(options, http);
    }
}
