package dev.freshet.source.confluence;

import java.io.IOException;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

/**
 * A macro of a page. Those that aren't known keep the text of their bodies; those whose text is made elsewhere, such as
 * tables of contents and included pages, have none in the page.
 */
final class Macro {

    private static final Set<String> TITLED =
            Set.of("panel", "info", "note", "warning", "tip", "expand", "code", "noformat");

    private static final Set<String> UNSEEN = Set.of("style", "toc", "anchor");

    /**
     * The page that a macro shows.
     *
     * @param space blank = that of the page with the macro
     * @param title blank = it names none
     */
    record Target(String space, String title) {}

    private static final Pattern WRITTEN = Pattern.compile("(?:([~\\w.-]+):)?(.+)", Pattern.DOTALL);

    private final Element macro;

    Macro(Element macro) {
        this.macro = macro;
    }

    void show(StorageHtml html, Element to) throws IOException, InterruptedException {
        String name = macro.attr("ac:name");
        if (name.equals("status")) {
            to.appendElement("span").text(parameter("title"));
            return;
        }
        if (UNSEEN.contains(name) || isHiddenExcerpt()) {
            return;
        }
        if (name.equals("include") || isExcerpt()) {
            html.included(this, to);
            return;
        }
        if (TITLED.contains(name) && !parameter("title").isBlank()) {
            to.appendElement("p").text(parameter("title"));
        }
        for (Element body : macro.children()) {
            if (body.tagName().equals("ac:rich-text-body")) {
                html.inside(body, to, "div");
            } else if (body.tagName().equals("ac:plain-text-body")) {
                plain(name, body.wholeText(), to);
            }
        }
    }

    private void plain(String name, String text, Element to) {
        if (name.equals("html")) {
            to.appendElement("div").text(Jsoup.parse(text).text());
            return;
        }
        Element code = to.appendElement("pre").appendElement("code");
        String language = parameter("language");
        if (name.equals("code") && !language.isBlank()) {
            code.addClass("language-" + language.strip().replaceAll("\\s", "-"));
        }
        code.text(text);
    }

    private boolean isHiddenExcerpt() {
        return macro.attr("ac:name").equals("excerpt") && parameter("hidden").equals("true");
    }

    boolean isExcerpt() {
        return macro.attr("ac:name").equals("excerpt-include");
    }

    /** Whether a reader sees the title of the page that is shown above its text. */
    boolean hasPanel() {
        return isExcerpt() && !parameter("nopanel").equals("true");
    }

    /** Name of the excerpt that is shown; blank = the first, or the whole page. */
    String excerpt() {
        return isExcerpt() ? parameter("name") : "";
    }

    /** The page whose text is shown. Older pages name it by a text, {@code SPACE:Title} or {@code Title}. */
    Target target() {
        Element page = macro.selectFirst("ri|page, ri|blog-post");
        if (page != null) {
            return new Target(page.attr("ri:space-key"), page.attr("ri:content-title"));
        }
        Element preset = macro.selectFirst("> ac|default-parameter");
        Matcher written = WRITTEN.matcher(
                preset == null ? parameter("") : preset.wholeText().strip());
        return written.matches()
                ? new Target(Objects.requireNonNullElse(written.group(1), ""), written.group(2))
                : new Target("", "");
    }

    /** Blank where it isn't set. */
    String parameter(String name) {
        return macro.children().stream()
                .filter(child -> child.tagName().equals("ac:parameter")
                        && child.attr("ac:name").equals(name))
                .map(Element::wholeText)
                .findFirst()
                .orElse("");
    }
}
