package dev.freshet;

import dev.freshet.camel.ListedComponent;
import dev.freshet.camel.ListedComponent.Knowledge;
import dev.freshet.camel.NamePatterns;
import dev.freshet.config.DataSize;
import dev.freshet.source.FileRules;
import dev.freshet.source.git.GitOptions;
import dev.freshet.source.git.GitSource;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The components of sources that list themselves, by the scheme that their kamelets use. */
record ListedSources(Path home, Knowledge knowledge) {

    Map<String, Object> components() {
        Map<String, Object> components = new HashMap<>();
        components.put("git", new ListedComponent((source, given, http) -> git(source, new Given(given)), knowledge));
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

        FileRules rules() {
            return new FileRules(
                    new NamePatterns(text("include")),
                    new NamePatterns(text("exclude")),
                    DataSize.parse(text("maxSize")).bytes(),
                    flag("hidden"));
        }
    }
}
