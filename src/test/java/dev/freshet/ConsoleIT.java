package dev.freshet;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.freshet.state.RunStatus;
import dev.freshet.state.Runs;
import dev.freshet.state.Runs.Counts;
import dev.freshet.testing.TestFolder;
import dev.freshet.testing.TestHome;
import dev.freshet.testing.TestService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * The console in a real browser, against a real service. Needs Chromium: {@code apt-get install chromium}, or
 * {@code -Dfreshet.chromium=PATH}. Writes its screenshots below {@code target/}, and into {@code docs/images} with
 * {@code -Dfreshet.screenshots=true}.
 */
@TestInstance(Lifecycle.PER_CLASS)
class ConsoleIT {

    private static final String HOSTILE = "<img src=x onerror=alert(1)>.md";

    /** The name of a file and of a source. */
    private static final String NAME = "'\"><img src=x onerror=alert(8)><svg onload=alert(9)>";

    /** Runs wherever markup is believed: in an element, an attribute, a script, a style and after an end tag. */
    private static final String ATTACK =
            "'\"></b></script><script>alert(1)</script><img src=//evil.invalid/x onerror=alert(2)><svg onload=alert(3)>"
                    + "<style>@import '//evil.invalid/s'</style><iframe src=javascript:alert(4)></iframe>"
                    + "<a href=\"javascript:alert(5)\">click</a><a href=data:text/html,<script>alert(6)</script>>data</a>";

    @TempDir
    Path folder;

    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private Playwright playwright;
    private Browser browser;

    @SuppressWarnings("NullAway.Init") // opened by each test
    private BrowserContext context;

    @SuppressWarnings("NullAway.Init")
    private Page page;

    private TestHome home;
    private TestFolder documents;
    private TestService service;

    @BeforeAll
    void launch() {
        Path chromium = Path.of(System.getProperty("freshet.chromium", "/usr/bin/chromium"));
        assertThat(chromium)
                .as("the console is tested in Chromium: apt-get install chromium, or -Dfreshet.chromium=PATH")
                .isExecutable();
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium)
                        .setArgs(List.of("--no-sandbox", "--disable-gpu")));
    }

    @AfterAll
    void quit() {
        playwright.close();
    }

    @BeforeEach
    void start() throws IOException {
        complaints.clear();
        home = TestHome.in(Files.createTempDirectory(folder, "test")).option("freshet.alert.failures", "1");
        documents = home.documents().writeNotes(30);
        documents.write("pond/newt.md", "# Pond\n\nThe great crested newt lives in this pond.\n");
        documents.write(HOSTILE, "# Evil <b>title</b>\n\nAn evil passage about hedgehogs.\n");
        service = TestService.of(home);
        sync();
        service.service().sample();
    }

    @AfterEach
    void stop() {
        context.close();
        service.close();
    }

    private void sync() {
        service.post("/webhook/ingest?wait=true", "");
    }

    private void open(ColorScheme scheme, int width, int height) {
        context = browser.newContext(new Browser.NewContextOptions()
                .setColorScheme(scheme)
                .setViewportSize(width, height)
                .setLocale("en-GB"));
        page = context.newPage();
        page.onConsoleMessage(message -> {
            // An unhealthy service answers 503, which the browser notes.
            if (message.type().equals("error") && !message.text().contains("503")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        page.onDialog(dialog -> {
            complaints.add("opened a dialog: " + dialog.message());
            dialog.dismiss();
        });
        page.onRequest(request -> {
            if (!request.url().startsWith(service.uri("/").toString())
                    && !request.url().startsWith("data:")) {
                complaints.add("asked for " + request.url());
            }
        });
        page.navigate(service.uri("/").toString());
        PlaywrightAssertions.assertThat(row("docs")).isVisible();
    }

    private Locator row(String source) {
        return page.locator("#source-table tbody tr[data-key='" + source + "']");
    }

    private Locator button(String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    private void screenshot(String name) {
        boolean keep = Boolean.getBoolean("freshet.screenshots");
        Path file = Path.of(keep ? "docs/images" : "target/screenshots").resolve("console-" + name + ".png");
        page.waitForTimeout(600);
        page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
    }

    private void breakOneAndLoseMost() throws IOException {
        documents.write("broken.pdf", "%PDF-1.7 this is none");
        for (int i = 1; i <= 20; i++) {
            Files.delete(documents.path("note-" + i + ".md"));
        }
        sync();
        service.service().sample();
    }

    @Test
    void it_shows_sources_runs_and_that_all_is_well_and_loads_nothing_from_elsewhere() {
        open(ColorScheme.LIGHT, 1280, 900);

        PlaywrightAssertions.assertThat(page.locator("#health")).hasText("All is well");
        PlaywrightAssertions.assertThat(row("docs")).containsText("32");
        PlaywrightAssertions.assertThat(row("docs")).containsText("completed");
        PlaywrightAssertions.assertThat(row("docs")).containsText("in 1");
        PlaywrightAssertions.assertThat(page.locator("#run-table tbody tr").first())
                .containsText("completed");
        PlaywrightAssertions.assertThat(page.locator("#documents-chart canvas")).isVisible();
        PlaywrightAssertions.assertThat(page.locator("#attention")).isHidden();
        assertThat(complaints).isEmpty();
    }

    @Test
    void its_policy_allows_no_script_but_its_own() {
        var headers = service.get("/").headers();

        assertThat(headers.firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'", "style-src 'self'")
                .doesNotContain("unsafe");
        assertThat(service.get("/console/console.js").statusCode()).isEqualTo(200);
        assertThat(service.get("/console/nothing.js").statusCode()).isEqualTo(404);
        assertThat(service.get("/console/..%2Fopenapi.json").statusCode()).isEqualTo(404);
        open(ColorScheme.LIGHT, 800, 600);
    }

    @Test
    void search_shows_passages_with_source_heading_and_score() {
        open(ColorScheme.LIGHT, 1280, 900);

        page.getByLabel("What to look for").fill("crested newt");
        page.keyboard().press("Enter");

        Locator first = page.locator("#hits li").first();
        PlaywrightAssertions.assertThat(first).containsText("pond/newt.md");
        PlaywrightAssertions.assertThat(first).containsText("Pond");
        PlaywrightAssertions.assertThat(first.locator(".tag")).hasText(java.util.regex.Pattern.compile("\\d\\.\\d{3}"));
    }

    @Test
    void what_documents_hold_is_text_and_never_markup() throws IOException {
        documents.write("<b>bold</b>.pdf", "%PDF-1.7 this is none");
        sync();
        open(ColorScheme.LIGHT, 1280, 900);
        page.getByLabel("What to look for").fill("hedgehogs evil");
        page.keyboard().press("Enter");

        PlaywrightAssertions.assertThat(page.locator("#hits li").first()).containsText(HOSTILE);
        PlaywrightAssertions.assertThat(page.locator("#failed-table")).containsText("<b>bold</b>.pdf");
        assertThat(page.locator("main img, #failed-table b").count()).isZero();
        assertThat(complaints).isEmpty();
    }

    @Test
    void nothing_hostile_is_run_loaded_or_made_an_element_wherever_it_is_shown() throws IOException {
        documents.write("attack.md", "# " + ATTACK + "\n\n## " + ATTACK + "\n\nzebra " + ATTACK + "\n");
        documents.write(
                "attack.html",
                "<title>" + ATTACK.replace("<", "&lt;") + "</title><h1>" + ATTACK.replace("<", "&lt;")
                        + "</h1><p>zebra <a href=javascript:alert(7)>crossing</a>");
        documents.write(NAME + ".pdf", "%PDF-1.7 this is none");
        sync();
        Runs runs = service.memory().runs();
        service.memory().sources().register(NAME, NAME);
        long run = runs.request(NAME, ATTACK, ATTACK, Instant.now());
        runs.start(run, Instant.now());
        runs.end(run, RunStatus.FAILED, Counts.NONE, ATTACK, Instant.now());
        Files.writeString(home.path().resolve("routes/sources/" + NAME + ".camel.yaml"), "- route: {" + ATTACK);
        service.service().sample();
        open(ColorScheme.LIGHT, 1280, 900);
        page.getByLabel("What to look for").fill("zebra");
        page.keyboard().press("Enter");

        PlaywrightAssertions.assertThat(page.locator("#hits li").first()).containsText("alert(1)");
        PlaywrightAssertions.assertThat(page.locator("#failed-table")).containsText(NAME);
        PlaywrightAssertions.assertThat(page.locator("#source-table")).containsText(NAME);
        PlaywrightAssertions.assertThat(page.locator("#run-table")).containsText(ATTACK);
        PlaywrightAssertions.assertThat(page.locator("#issues"))
                .containsText(NAME + ".camel.yaml", new LocatorAssertions.ContainsTextOptions().setTimeout(30_000));
        screenshot("hostile");
        for (Locator element :
                page.locator("main button, #search-source option").all()) {
            element.focus();
        }
        assertThat(complaints).isEmpty();
        assertThat(page.locator("main :is(img, svg, style, script, iframe, a[href^='javascript' i], a[href^='data' i])")
                        .count())
                .isZero();
        assertThat((List<?>) page.evaluate("""
                () => [...document.querySelectorAll('a[href]')].map(a => a.protocol)
                  .filter(protocol => !['http:', 'https:', 'file:'].includes(protocol))""")).isEmpty();
        assertThat((List<?>) page.evaluate("""
                () => [...document.querySelectorAll('*')].flatMap(e => [...e.attributes])
                  .filter(a => a.name.startsWith('on')).map(a => a.name)""")).isEmpty();
    }

    @Test
    void failed_documents_are_shown_with_their_reason_and_tried_again() throws IOException {
        documents.write("broken.pdf", "%PDF-1.7 this is none");
        sync();
        open(ColorScheme.LIGHT, 1280, 900);
        PlaywrightAssertions.assertThat(page.locator("#failed-table")).containsText("broken.pdf");
        PlaywrightAssertions.assertThat(page.locator("#issues")).containsText("1 document of docs failed");

        Files.delete(documents.path("broken.pdf"));
        button("Retry broken.pdf").click();

        PlaywrightAssertions.assertThat(page.locator("#failed-table")).isHidden();
        PlaywrightAssertions.assertThat(page.locator("#health")).hasText("All is well");
    }

    @Test
    void held_deletions_are_listed_and_approved_in_two_steps() throws IOException {
        breakOneAndLoseMost();
        open(ColorScheme.LIGHT, 1280, 900);
        PlaywrightAssertions.assertThat(page.locator("#held")).containsText("would delete 20 documents");
        page.getByText("Which ones?").click();
        PlaywrightAssertions.assertThat(page.locator("#held li")).hasCount(20);
        screenshot("light");

        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions()
                                .setName(java.util.regex.Pattern.compile("Approve the deletions of run")))
                .click();
        PlaywrightAssertions.assertThat(page.locator("#held")).containsText("Delete 20 documents of docs?");
        button("Yes").click();

        PlaywrightAssertions.assertThat(page.locator("#held")).isEmpty();
        PlaywrightAssertions.assertThat(row("docs")).containsText("12");
        assertThat(complaints).isEmpty();
    }

    @Test
    void a_running_pass_shows_how_far_it_is() throws IOException {
        open(ColorScheme.LIGHT, 1280, 900);
        documents.writeNotes(3_000);

        button("Sync docs now").click();

        PlaywrightAssertions.assertThat(row("docs").locator("progress")).isVisible();
        PlaywrightAssertions.assertThat(row("docs")).containsText("document");
        PlaywrightAssertions.assertThat(row("docs").locator("progress"))
                .hasCount(
                        0,
                        new com.microsoft.playwright.assertions.LocatorAssertions.HasCountOptions().setTimeout(60_000));
        PlaywrightAssertions.assertThat(row("docs")).containsText("3,002");
    }

    @Test
    void it_works_with_the_keyboard_and_names_everything_for_a_screen_reader() {
        open(ColorScheme.LIGHT, 1280, 900);

        List<String> reached = new java.util.ArrayList<>();
        for (int i = 0; i < 8; i++) {
            page.keyboard().press("Tab");
            reached.add(
                    String.valueOf(
                            page.evaluate(
                                    "document.activeElement.getAttribute('aria-label') || document.activeElement.id || document.activeElement.textContent")));
        }

        assertThat(reached).contains("Skip to the sources", "Sync docs now", "query", "search-source", "Search");
        assertThat(page.locator("html").getAttribute("lang")).isEqualTo("en");
        assertThat(page.locator("h1").count()).isEqualTo(1);
        assertThat(page.locator(".scroll th:not([scope])").count()).isZero();
        Object unnamed = page.evaluate("""
                () => [...document.querySelectorAll('button, input, select, a, progress')]
                  .filter(e => !(e.getAttribute('aria-label') || e.textContent.trim() || (e.labels && e.labels.length)))
                  .map(e => e.outerHTML)""");
        assertThat((List<?>) unnamed).isEmpty();
    }

    @Test
    void an_update_takes_no_focus_away() {
        open(ColorScheme.LIGHT, 1280, 900);
        button("Sync docs now").focus();

        sync();
        page.waitForTimeout(6_000);

        assertThat(page.evaluate("document.activeElement.getAttribute('aria-label')"))
                .isEqualTo("Sync docs now");
    }

    @Test
    void text_has_enough_contrast_and_nothing_runs_over_on_a_narrow_screen() throws IOException {
        breakOneAndLoseMost();
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            open(scheme, 380, 800);
            assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                    .isLessThanOrEqualTo(380);
            Object faint = page.evaluate("""
                    () => {
                      const parse = c => c.match(/[\\d.]+/g).map(Number);
                      const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
                        .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
                        .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
                      const back = e => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor);
                        if (c.length < 4 || c[3] > 0) return c; } return [255, 255, 255]; };
                      return [...document.querySelectorAll('body *')].filter(e => e.checkVisibility() && [...e.childNodes]
                          .some(n => n.nodeType === 3 && n.textContent.trim()))
                        .filter(e => { const [a, b] = [light(parse(getComputedStyle(e).color)), light(back(e))];
                          return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) < 4.5; })
                        .map(e => e.outerHTML.slice(0, 120));
                    }""");
            assertThat((List<?>) faint).isEmpty();
            screenshot(scheme == ColorScheme.DARK ? "narrow-dark" : "narrow");
            context.close();
        }
        open(ColorScheme.DARK, 1280, 900);
        screenshot("dark");
    }
}
