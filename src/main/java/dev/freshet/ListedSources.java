package dev.freshet;

import dev.freshet.camel.ListedComponent;
import dev.freshet.camel.ListedComponent.Knowledge;
import dev.freshet.camel.NamePatterns;
import dev.freshet.config.DataSize;
import dev.freshet.source.FileRules;
import dev.freshet.source.git.GitOptions;
import dev.freshet.source.git.GitSource;
import dev.freshet.source.http.Http;
import dev.freshet.source.web.SitemapSource;
import dev.freshet.source.web.Urls;
import dev.freshet.source.web.WebOptions;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** The components of sources that list themselves, by the scheme that their kamelets use. */
record ListedSources(Path home, Knowledge knowledge) {

    Map<String, Object> components() {
        Map<String, Object> components = new HashMap<>();
        components.put("git", new ListedComponent((source, given, http) -> git(source, new Given(given)), knowledge));
        components.put(
                "sitemap", new ListedComponent((source, given, http) -> sitemap(new Given(given), http), knowledge));
        return components;
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
                mirrors(home).resolve(source),
                new GitOptions.Credentials(given.text("user"), given.text("password")));
        return new GitSource(options.at(home));
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

    /** What is fetched of remote repositories, one folder a source. */
    static Path mirrors(Path home) {
        return Memory.folder(home).resolve("git");
    }

    /** The parameters that a kamelet hands over. */
    private record Given(Map<String, String> values) {

        String text(String name) {
            return values.getOrDefault(name, "").strip();
        }

        boolean flag(String name) {
            return Boolean.parseBoolean(text(name));
        }

        Stream<String> words(String name) {
            return Stream.of(text(name).split("[,\\s]+", -1)).filter(word -> !word.isEmpty());
        }

        long size(String name) {
            return DataSize.parse(text(name)).bytes();
        }

        int number(String name) {
            try {
                return Integer.parseInt(text(name));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("'" + name + "' is '" + text(name) + "'. It must be a number.", e);
            }
        }

        FileRules rules() {
            return new FileRules(
                    new NamePatterns(text("include")),
                    new NamePatterns(text("exclude")),
                    size("maxSize"),
                    flag("hidden"));
        }
    }
}
