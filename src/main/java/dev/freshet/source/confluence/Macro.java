package dev.freshet.source.confluence;

import java.io.IOException;
import java.util.Set;
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
        if (UNSEEN.contains(name)) {
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

    /** Blank where it isn't set. */
    private String parameter(String name) {
        return macro.children().stream()
                .filter(child -> child.tagName().equals("ac:parameter")
                        && child.attr("ac:name").equals(name))
                .map(Element::wholeText)
                .findFirst()
                .orElse("");
    }
}
