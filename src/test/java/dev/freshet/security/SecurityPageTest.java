package dev.freshet.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.rights.Right;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds docs/security.md against the tests and the lists that it names. */
class SecurityPageTest {

    private static final Path PAGE = Path.of("docs/security.md");
    private static final Pattern NAMED = Pattern.compile("`(\\w+(?:Test|IT))\\.(\\w+)`");
    private static final String BEGIN = "<!-- generated from Right -->\n";
    private static final String END = "<!-- end of generated -->\n";

    @Test
    void each_test_that_it_names_exists() throws IOException {
        List<String> missing = new ArrayList<>();
        List<MatchResult> named =
                NAMED.matcher(Files.readString(PAGE)).results().toList();
        for (MatchResult test : named) {
            if (!source(test.group(1)).contains("void " + test.group(2) + "(")) {
                missing.add(test.group());
            }
        }

        assertThat(named).hasSizeGreaterThan(25);
        assertThat(missing).isEmpty();
    }

    private static String source(String test) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            for (Path file : files.filter(path -> path.endsWith(test + ".java")).toList()) {
                return Files.readString(file);
            }
        }
        return "";
    }

    @Test
    void it_lists_what_routes_may_use() throws IOException {
        String page = Files.readString(PAGE);
        String before = page.substring(0, page.indexOf(BEGIN) + BEGIN.length());
        String after = page.substring(page.indexOf(END));
        String wanted = before + table() + after;
        if (Boolean.getBoolean("freshet.regenerate")) {
            Files.writeString(PAGE, wanted);
        }

        assertThat(Files.readString(PAGE)).isEqualTo(wanted);
    }

    private static String table() {
        return "| kind | without an entry |\n| --- | --- |\n"
                + Stream.of(Right.values())
                        .map(right -> "| " + right.word() + " | "
                                + right.preset().stream()
                                        .sorted()
                                        .map(name -> "`" + name + "`")
                                        .collect(Collectors.joining(", "))
                                + " |\n")
                        .collect(Collectors.joining());
    }
}
