package dev.freshet;

import dev.freshet.camel.ListedComponent;
import dev.freshet.camel.ListedComponent.Knowledge;
import dev.freshet.camel.NamePatterns;
import dev.freshet.config.DataSize;
import dev.freshet.source.FileRules;
import dev.freshet.source.confluence.ConfluenceOptions;
import dev.freshet.source.confluence.ConfluenceSource;
import dev.freshet.source.git.GitOptions;
import dev.freshet.source.git.GitSource;
import dev.freshet.source.http.Http;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The components of sources that list themselves, by the scheme that their kamelets use. */
record ListedSources(Path home, Knowledge knowledge) {

    Map<String, Object> components() {
        Map<String, Object> components = new HashMap<>();
        components.put("git", new ListedComponent((source, given, http) -> git(source, new Given(given)), knowledge));
        components.put(
                "confluence",
                new ListedComponent((source, given, http) -> confluence(new Given(given), http), knowledge));
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

        int number(String name) {
            String text = text(name);
            if (!text.matches("\\d{1,6}")) {
                throw new IllegalArgumentException("'" + name + "' is '" + text + "', which is no whole number");
            }
            return Integer.parseInt(text);
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
