package dev.freshet.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.check.HomeCheck;
import dev.freshet.config.Problems;
import dev.freshet.testing.TestHome;
import dev.freshet.testing.TestSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The second net: what the linter can't see, because only a message or a running service says it. */
class RouteRightsTest {

    @TempDir
    Path folder;

    private TestHome home(String... steps) throws IOException {
        TestHome home = TestHome.in(folder);
        home.documents().write("a.md", "# Note\n\nA hedgehog sleeps in the hedge.\n");
        TestSource source = home.docs();
        Stream.of(steps).forEach(source::step);
        source.write();
        return home;
    }

    @Test
    void an_address_that_a_message_gives_is_refused_when_it_is_used() throws IOException {
        Path target = folder.resolve("written");
        TestHome home = TestHome.withoutSource(folder);
        List<String> addresses = List.of(
                "exec:touch?args=" + target,
                "class:java.lang.Runtime?method=gc",
                "language:simple:x",
                "controlbus:route?routeId=docs&action=stop",
                "bean:java.lang.Runtime?method=gc",
                "file:" + target);
        List<String> steps = List.of(
                "toD: \"${header.where}\"",
                "toD: { uri: \"${header.where}\", cacheSize: -1 }",
                "recipientList: { header: where }",
                "routingSlip: { header: where }");
        int source = 0;
        for (String address : addresses) {
            for (String step : steps) {
                Path root = Files.createDirectories(folder.resolve("documents-" + source));
                Files.writeString(root.resolve("a.md"), "# Note\n\nA hedgehog sleeps in the hedge.\n");
                home.source("s" + source++, root)
                        .step("setHeader: { name: where, constant: \"" + address + "\" }")
                        .step(step)
                        .write();
            }
        }

        home.sync();

        assertThat(home.failures())
                .hasSize(source)
                .allSatisfy(failure -> assertThat(failure.error()).contains("routes may"));
        assertThat(target).doesNotExist();
    }

    @Test
    void an_expression_that_an_option_holds_is_refused() throws IOException {
        for (String expression : List.of(
                "${type:java.lang.System.gc}",
                "${env.HOME}",
                "${bean:java.lang.Runtime?method=gc}",
                "${camelContext.name}")) {
            assertThat(problemsWith(expression))
                    .as(expression)
                    .contains("docs.camel.yaml", "routes may not use the function");
        }
    }

    private String problemsWith(String expression) throws IOException {
        TestHome home = home("setBody: { simple: \"{{camel.beans.text}}\" }");
        Files.writeString(home.path().resolve("application.properties"), "camel.beans.text = " + expression + "\n");

        Problems problems = new Problems();
        HomeCheck.check(home.path(), problems);

        return problems.text();
    }

    @Test
    void what_a_home_allows_may_be_used() throws IOException {
        Path target = folder.resolve("written");
        TestHome home =
                home("wireTap: { uri: \"file:" + target + "\" }").option("freshet.routes.allow", "component:file");

        home.sync();

        assertThat(target).isNotEmptyDirectory();
    }

    @Test
    void an_entry_that_is_none_is_refused_with_the_kinds_there_are() throws IOException {
        TestHome home = home().option("freshet.routes.allow", "exec");
        Problems problems = new Problems();

        HomeCheck.check(home.path(), problems);

        assertThat(problems.text())
                .contains("'exec' is not KIND:NAME, such as component:kafka. Kinds are component, language, format");
    }

    @Test
    @Timeout(20)
    void aliases_of_aliases_keep_no_check_busy() throws IOException {
        TestHome home = home();
        StringBuilder bomb = new StringBuilder("- a0: &a0 [x, x]\n");
        for (int level = 1; level < 40; level++) {
            bomb.append("- a%1$d: &a%1$d [*a%2$d, *a%2$d]\n".formatted(level, level - 1));
        }
        Files.writeString(home.path().resolve("routes/sources/bomb.camel.yaml"), bomb);
        Problems problems = new Problems();

        HomeCheck.check(home.path(), problems);

        assertThat(problems.text()).contains("bomb.camel.yaml").contains("aliases");
    }

    @Test
    void a_tag_of_yaml_makes_no_object() throws IOException {
        TestHome home = home();
        Files.writeString(
                home.path().resolve("routes/sources/tag.camel.yaml"),
                "- !!java.net.URLClassLoader [[!!java.net.URL [\"http://127.0.0.1:1/\"]]]\n");
        Problems problems = new Problems();

        HomeCheck.check(home.path(), problems);

        assertThat(problems.hasErrors()).isTrue();
    }
}
