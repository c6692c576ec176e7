package dev.freshet;

import dev.freshet.camel.ListedComponent;
import dev.freshet.camel.ListedComponent.Knowledge;
import dev.freshet.camel.NamePatterns;
import dev.freshet.config.DataSize;
import dev.freshet.source.FileRules;
import dev.freshet.source.git.GitOptions;
import dev.freshet.source.git.GitSource;
import dev.freshet.source.http.Http;
import dev.freshet.source.notion.NotionOptions;
import dev.freshet.source.notion.NotionSource;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The components of sources that list themselves, by the scheme that their kamelets use. */
record ListedSources(Path home, Knowledge knowledge) {

    Map<String, Object> components() {
        Map<String, Object> components = new HashMap<>();
        components.put("git", new ListedComponent((source, given, http) -> git(source, new Given(given)), knowledge));
        components.put(
                "notion", new ListedComponent((source, given, http) -> notion(new Given(given), http), knowledge));
        return components;
    }

    /** What shapes a document before it reaches the pipeline. */
    static String recipe(String kind, Map<String, Object> parameters) {
        return switch (kind) {
            case "notion-source" -> "notion " + NotionSource.VERSION;
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
                Memory.mirror(home, source),
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

    /** The parameters that a kamelet hands over. */
    private record Given(Map<String, String> values) {

        String text(String name) {
            return values.getOrDefault(name, "").strip();
        }

        boolean flag(String name) {
            return Boolean.parseBoolean(text(name));
        }

        int number(String name) {
            return Integer.parseInt(text(name));
        }

        /** Without a slash at its end. */
        URI address(String name) {
            try {
                return new URI(text(name).replaceFirst("/+$", ""));
            } catch (URISyntaxException e) {
                throw new IllegalArgumentException("'" + name + "' is no address: " + e.getMessage(), e);
            }
        }

        FileRules rules() {
            return new FileRules(
                    new NamePatterns(text("include")),
                    new NamePatterns(text("exclude")),
                    DataSize.parse(text("maxSize")).bytes(),
                    flag("hidden"));
        }
    }
}
