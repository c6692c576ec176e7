package dev.freshet.source.confluence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.source.FileRules;
import dev.freshet.source.confluence.ConfluenceOptions.Choice;
import dev.freshet.source.confluence.ConfluenceOptions.Credentials;
import dev.freshet.source.confluence.ConfluenceOptions.Deployment;
import dev.freshet.source.confluence.ConfluenceOptions.Kinds;
import org.junit.jupiter.api.Test;

/** A mistake in the parameters is said with what to do, before any call is made. */
class ConfluenceOptionsTest {

    private static ConfluenceOptions options(String baseUrl, String token, Choice choice, String zone) {
        return new ConfluenceOptions(
                baseUrl,
                Deployment.CLOUD,
                new Credentials("bot@example.com", token),
                choice,
                new Kinds(true, true, false),
                new FileRules(id -> true, id -> false, 1, false),
                zone,
                10);
    }

    @Test
    void path_of_cloud_may_be_there_or_not() {
        for (String given : new String[] {"https://a.example", "https://a.example/", "https://a.example/wiki/"}) {
            assertThat(options(given, "t", Choice.of("", "", ""), "").root()).isEqualTo("https://a.example/wiki");
        }
    }

    @Test
    void mistakes_are_named_with_their_remedy() {
        Choice all = Choice.of("", "", "");
        assertThatThrownBy(() -> options("a.example", "t", all, "")).hasMessageContaining("'baseUrl' is 'a.example'");
        assertThatThrownBy(() -> options("https://a.example", "", all, "")).hasMessageContaining("'token' is empty");
        assertThatThrownBy(() -> options("https://a.example", "t", all, "Mars/Base"))
                .hasMessageContaining("'accountTimeZone' is 'Mars/Base'");
        assertThatThrownBy(() -> options("https://a.example", "t", Choice.of("DOC", "12", ""), ""))
                .hasMessageContaining("exclude each other");
        assertThatThrownBy(() -> options("https://a.example", "t", Choice.of("", "abc", ""), ""))
                .hasMessageContaining("no id of a page");
        assertThatThrownBy(() -> options("https://a.example", "t", Choice.of("DO C", "", ""), ""))
                .hasMessageContaining("no key of a space");
        assertThatThrownBy(() -> options("https://a.example", "t", Choice.of("", "", "a = b order  by c"), ""))
                .hasMessageContaining("ORDER BY");
        assertThatThrownBy(() -> Deployment.of("server")).hasMessageContaining("Write cloud or datacenter");
    }

    @Test
    void credentials_are_not_printed() {
        assertThat(options("https://a.example", "hunter2", Choice.of("", "", ""), "")
                        .toString())
                .doesNotContain("hunter2");
    }
}
