package dev.freshet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.freshet.check.HomeCheck;
import dev.freshet.cli.FreshetCommand;
import dev.freshet.config.Problems;
import dev.freshet.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds README.md and docs/ against the program: what they show must be accepted, what they quote must exist. */
class DocumentationTest {

    private static final Pattern FENCE = Pattern.compile("^```(\\w*)\\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]*)(?:#([^)\\s]+))?\\)");
    private static final Pattern JAR = Pattern.compile("^java -jar \\S*freshet\\.jar\\b");

    /** A piece of a page that must hold. Prints as where it is from. */
    record Piece(Path page, String text) {
        @Override
        public String toString() {
            return page + ": " + text.lines().limit(3).map(String::strip).collect(Collectors.joining(" "));
        }
    }

    @TempDir
    Path home;

    @ParameterizedTest(name = "{0}")
    @MethodSource("yaml")
    void yaml_is_a_source_that_validate_accepts(Piece snippet) throws IOException {
        Problems problems = new Problems();
        Path sources = Files.createDirectories(home.resolve("routes/sources"));
        String id = first("^    id: (\\S+)$", snippet.text());
        Files.writeString(sources.resolve(id + ".camel.yaml"), withEnvironment(atHome(snippet.text())));

        HomeCheck.check(home, problems);

        assertThat(problems.text()).isEmpty();
    }

    /** Moves folders like /srv/handbook into the home, where they can be made. */
    private String atHome(String snippet) throws IOException {
        for (MatchResult folder :
                Pattern.compile("/srv/[\\w-]+").matcher(snippet).results().toList()) {
            Files.createDirectories(home.resolve(folder.group().substring(1)));
        }
        return snippet.replace("/srv/", home + "/srv/");
    }

    /** Secrets are in the environment of those who run the file. */
    private static String withEnvironment(String snippet) {
        return snippet.replaceAll("\\{\\{env:(\\w+)}}", "{{env:$1:0123456789abcdef}}");
    }

    static Stream<Piece> yaml() throws IOException {
        return fences("yaml");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("properties")
    void properties_are_options_with_allowed_values(Piece snippet) throws IOException {
        Problems problems = new Problems();
        Files.writeString(home.resolve("application.properties"), withFiles(snippet.text()));

        Settings.load(home, problems);

        assertThat(problems.text()).isEmpty();
    }

    /** Puts files with a secret and a folder with a model into the home, for those that the snippet names. */
    private String withFiles(String snippet) throws IOException {
        Path model = Files.createDirectories(home.resolve("model"));
        Files.writeString(model.resolve("model.onnx"), "");
        Files.writeString(model.resolve("tokenizer.json"), "{}");
        Files.writeString(home.resolve("secret"), "0123456789abcdef0123456789abcdef");
        return snippet.replaceAll("file:\\S+", "file:" + home.resolve("secret"))
                .replaceAll("(onnx\\.folder =) \\S+", "$1 " + model);
    }

    static Stream<Piece> properties() throws IOException {
        return fences("properties");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("commands")
    void commands_can_be_typed(Piece command) {
        String[] words = words(command.text());

        assertThatCode(() -> FreshetCommand.commandLine().parseArgs(words)).doesNotThrowAnyException();
    }

    /** Command lines in blocks and between backticks, as {@code freshet …}. */
    static Stream<Piece> commands() throws IOException {
        List<Piece> commands = new ArrayList<>();
        fences("sh")
                .forEach(block -> block.text()
                        .lines()
                        .flatMap(line -> Stream.of(line.split("&&")))
                        .forEach(line -> commands.add(new Piece(block.page(), line))));
        for (Path page : pages()) {
            CODE.matcher(FENCE.matcher(Files.readString(page)).replaceAll(""))
                    .results()
                    .forEach(code -> commands.add(new Piece(page, code.group(1))));
        }
        return commands.stream()
                .map(piece -> new Piece(
                        piece.page(), JAR.matcher(piece.text().strip()).replaceFirst("freshet")))
                .filter(piece -> piece.text().startsWith("freshet "));
    }

    /** Splits as a shell would; stand-ins for numbers become numbers, and what is optional is given. */
    private static String[] words(String command) {
        String typed = command.replaceAll("[\\[\\]…]", "").replace(" RUN", " 7").replace("-k N", "-k 3");
        return Pattern.compile("\"([^\"]*)\"|(\\S+)")
                .matcher(typed)
                .results()
                .skip(1)
                .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
                .toArray(String[]::new);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void messages_are_those_of_the_program(Piece message) throws IOException {
        assertThat(sources()).contains(message.text());
    }

    static Stream<Piece> messages() throws IOException {
        Path readme = Path.of("README.md");
        String page = Files.readString(readme);
        String section = page.substring(page.indexOf("## When it breaks"), page.indexOf("## Documentation"));
        return Pattern.compile("^\\| `([^`]+)` \\|", Pattern.MULTILINE)
                .matcher(section)
                .results()
                .map(row -> new Piece(readme, row.group(1)));
    }

    /** All sources in one text, with strings that go over several lines joined. */
    private static String sources() throws IOException {
        StringBuilder all = new StringBuilder();
        for (Path file : below(Path.of("src/main/java"), ".java")) {
            all.append(Files.readString(file));
        }
        return all.toString().replaceAll("\"\\s*\\+\\s*\"", "");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("links")
    void links_lead_somewhere(Piece link) throws IOException {
        MatchResult parts = LINK.matcher(link.text()).results().findFirst().orElseThrow();
        Path target = parts.group(1).isEmpty()
                ? link.page()
                : link.page().resolveSibling(parts.group(1)).normalize();

        assertThat(target).exists();
        if (parts.group(2) != null) {
            assertThat(anchors(target)).contains(parts.group(2));
        }
    }

    static Stream<Piece> links() throws IOException {
        List<Piece> links = new ArrayList<>();
        for (Path page : pages()) {
            LINK.matcher(FENCE.matcher(Files.readString(page)).replaceAll(""))
                    .results()
                    .filter(link -> !link.group(1).startsWith("http"))
                    .forEach(link -> links.add(new Piece(page, link.group())));
        }
        return links.stream();
    }

    private static List<String> anchors(Path page) throws IOException {
        return Pattern.compile("^#+ (.*)$", Pattern.MULTILINE)
                .matcher(Files.readString(page))
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\w\\- ]", "")
                        .replace(' ', '-'))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("packages")
    void every_package_has_its_line_in_the_architecture(String name) throws IOException {
        assertThat(Files.readString(Path.of("docs/architecture.md"))).contains("| `" + name + "` | ");
    }

    static Stream<String> packages() throws IOException {
        Path root = Path.of("src/main/java/dev/freshet");
        return below(root, "package-info.java").stream()
                .map(file -> root.relativize(file.getParent()).toString().replace('/', '.'))
                .filter(name -> !name.isEmpty());
    }

    @ParameterizedTest
    @MethodSource("version")
    void the_changelog_has_the_version_of_the_pom(String version) throws IOException {
        assertThat(Path.of("CHANGELOG.md")).content().contains("\n## " + version + "\n");
    }

    static Stream<String> version() throws IOException {
        return Stream.of(first("<version>([^<]+)</version>", Files.readString(Path.of("pom.xml"))));
    }

    private static String first(String pattern, String text) {
        return Pattern.compile(pattern, Pattern.MULTILINE)
                .matcher(text)
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
    }

    private static Stream<Piece> fences(String language) throws IOException {
        List<Piece> pieces = new ArrayList<>();
        for (Path page : pages()) {
            FENCE.matcher(Files.readString(page))
                    .results()
                    .filter(fence -> fence.group(1).equals(language))
                    .forEach(fence -> pieces.add(new Piece(page, fence.group(2))));
        }
        return pieces.stream();
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(below(Path.of("docs"), ".md"));
        pages.addAll(List.of(Path.of("README.md"), Path.of("CONTRIBUTING.md"), Path.of("CHANGELOG.md")));
        return pages;
    }

    private static List<Path> below(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }
}
