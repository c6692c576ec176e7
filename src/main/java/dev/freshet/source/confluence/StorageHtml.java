package dev.freshet.source.confluence;

import java.io.IOException;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;

/**
 * Turns Confluence's storage format into plain HTML: the text that a reader of the page sees, in its order, and its
 * structure. Storage format is XHTML with elements of its own, {@code ac:} for what is done and {@code ri:} for what it is
 * done to, whose prefixes are declared nowhere.
 */
final class StorageHtml {

    /** Names of people. */
    interface Names {
        /** Blank = nobody knows. */
        String of(String parameter, String id) throws IOException, InterruptedException;
    }

    /** Texts of other pages. */
    interface OtherPages {
        /** Adds what a macro shows of another page, if it can be seen. */
        void show(Macro macro, Names names, Element to) throws IOException, InterruptedException;
    }

    /** Elements that keep their meaning; what else there is in HTML is a place for text. */
    private static final Set<String> PLAIN =
            Set.of(("p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table caption thead tbody tfoot tr th td pre blockquote hr"
                            + " br a strong b em i u s del ins sub sup small big code span cite q kbd samp var tt abbr mark font"
                            + " bdi bdo dfn label")
                    .split(" ", -1));

    private static final Set<String> UNSEEN =
            Set.of("script", "style", "template", "head", "iframe", "svg", "object", "colgroup", "col");

    private final Names names;
    private final OtherPages others;

    StorageHtml(Names names, OtherPages others) {
        this.names = names;
        this.others = others;
    }

    /** A whole HTML document. */
    String of(String title, String storage) throws IOException, InterruptedException {
        Document page = Document.createShell("");
        page.outputSettings().prettyPrint(false);
        page.title(title);
        children(Jsoup.parse(storage, "", Parser.xmlParser()), page.body());
        return page.outerHtml();
    }

    /** Adds what is inside an element of the storage format to one of HTML. */
    void children(Element from, Element to) throws IOException, InterruptedException {
        for (Node child : from.childNodes()) {
            if (child instanceof TextNode text) {
                to.appendChild(new TextNode(text.getWholeText()));
            } else if (child instanceof Element inner) {
                element(inner, to);
            }
        }
    }

    /** The same, into a new element. */
    void inside(Element from, Element to, String tag) throws IOException, InterruptedException {
        children(from, to.appendElement(tag));
    }

    /** Adds what a macro shows of another page. */
    void included(Macro macro, Element to) throws IOException, InterruptedException {
        others.show(macro, names, to);
    }

    private void element(Element from, Element to) throws IOException, InterruptedException {
        String tag = from.tagName();
        if (tag.indexOf(':') >= 0) {
            own(from, to);
        } else if (PLAIN.contains(tag)) {
            Element copy = to.appendElement(tag);
            if (from.hasAttr("colspan")) {
                copy.attr("colspan", from.attr("colspan"));
            }
            children(from, copy);
        } else if (tag.equals("time")) {
            to.appendElement("span").text(from.hasText() ? from.text() : from.attr("datetime"));
        } else if (tag.equals("img")) {
            to.appendElement("img").attr("alt", from.attr("alt"));
        } else if (!UNSEEN.contains(tag)) {
            inside(from, to, "div");
        }
    }

    private void own(Element from, Element to) throws IOException, InterruptedException {
        switch (from.tagName()) {
            case "ac:structured-macro", "ac:macro" -> new Macro(from).show(this, to);
            case "ac:link" -> Links.show(from, to, this, names);
            case "ac:image" -> image(from, to);
            case "ac:emoticon" -> to.appendElement("span").text(from.attr("ac:emoji-fallback"));
            case "ac:task-list" -> inside(from, to, "ul");
            case "ac:task" -> task(from, to);
            case "ac:adf-extension" -> extension(from, to);
            case "ac:layout", "ac:layout-section", "ac:layout-cell", "ac:rich-text-body", "ac:adf-content" ->
                inside(from, to, "div");
            case "ac:parameter",
                    "ac:default-parameter",
                    "ac:placeholder",
                    "ac:adf-attribute",
                    "ac:adf-fallback",
                    "ac:task-id",
                    "ac:task-uuid",
                    "ac:task-status",
                    "ac:adf-mark" -> {
                // nothing that is seen
            }
            default -> {
                if (!from.tagName().startsWith("ri:")) {
                    inside(from, to, "span");
                }
            }
        }
    }

    private void image(Element from, Element to) throws IOException, InterruptedException {
        String alt = from.attr("ac:alt");
        if (!alt.isBlank()) {
            to.appendElement("img").attr("alt", alt);
        }
        for (Element caption : from.select("> ac|caption")) {
            inside(caption, to, "div");
        }
    }

    private void task(Element from, Element to) throws IOException, InterruptedException {
        for (Element body : from.select("> ac|task-body")) {
            inside(body, to, "li");
        }
    }

    /** What the newer editor adds comes twice: as it is, and for the older one. */
    private void extension(Element from, Element to) throws IOException, InterruptedException {
        boolean known = from.selectFirst("ac|adf-content") != null;
        for (Element part : from.select(known ? "> ac|adf-node" : "> ac|adf-fallback")) {
            inside(part, to, "div");
        }
    }
}
