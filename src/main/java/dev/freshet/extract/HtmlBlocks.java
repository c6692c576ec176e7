package dev.freshet.extract;

import java.util.Locale;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/**
 * Turns an HTML tree into blocks. Markdown and everything that Tika reads comes this way too, so that headings, lists
 * and tables are understood in one place.
 */
final class HtmlBlocks {

    private static final Set<String> BLOCKS = Set.of(("address article aside blockquote body caption center dd details"
                    + " dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html"
                    + " legend li main menu ol option p pre section summary table tbody td tfoot th thead tr ul")
            .split(" ", -1));

    private final Draft draft;
    private final StringBuilder inline = new StringBuilder();
    private int depth;
    private boolean itemOpen;

    private HtmlBlocks(Draft draft) {
        this.draft = draft;
    }

    /** Adds the blocks of everything inside an element to the draft. */
    static void add(Element root, Draft draft) {
        HtmlBlocks blocks = new HtmlBlocks(draft);
        blocks.children(root);
        blocks.flush();
    }

    private void children(Element element) {
        for (Node child : element.childNodes()) {
            if (child instanceof TextNode text) {
                inline.append(text.getWholeText());
            } else if (child instanceof Element inner) {
                element(inner);
            }
        }
    }

    private void element(Element element) {
        if (isBlock(element)) {
            flush();
            block(element);
            flush();
        } else {
            InlineText.mark(element, inline);
            children(element);
        }
    }

    private void block(Element element) {
        switch (element.normalName()) {
            case "h1", "h2", "h3", "h4", "h5", "h6" -> heading(element);
            case "pre" -> draft.code(language(element), element.wholeText());
            case "ul", "ol", "dir", "menu" -> list(element);
            case "li", "dd" -> item(element);
            case "table" -> table(element);
            default -> container(element);
        }
    }

    private void heading(Element element) {
        draft.heading(element.normalName().charAt(1) - '0', InlineText.of(element));
    }

    private void container(Element element) {
        Pages.enter(element, draft);
        children(element);
    }

    private void list(Element element) {
        depth++;
        children(element);
        flush();
        depth--;
    }

    private void item(Element element) {
        boolean definition = element.normalName().equals("dd") || depth == 0;
        depth += definition ? 1 : 0;
        itemOpen = true;
        children(element);
        flush();
        itemOpen = false;
        depth -= definition ? 1 : 0;
    }

    private void table(Element element) {
        if (HtmlTable.isLayout(element)) {
            children(element);
        } else {
            HtmlTable.add(element, draft);
        }
    }

    /** The first text of a list item is the item; what follows in the same item is a paragraph. */
    private void flush() {
        String text = CleanText.folded(inline.toString());
        inline.setLength(0);
        if (text.isEmpty()) {
            return;
        }
        if (itemOpen) {
            itemOpen = false;
            draft.item(depth, text);
        } else {
            draft.paragraph(text);
        }
    }

    static boolean isBlock(Element element) {
        return BLOCKS.contains(element.normalName());
    }

    private static String language(Element pre) {
        Element code = pre.selectFirst("code[class]");
        for (String name : (code == null ? pre : code).classNames()) {
            if (name.startsWith("language-") || name.startsWith("lang-")) {
                return name.substring(name.indexOf('-') + 1).toLowerCase(Locale.ROOT);
            }
        }
        return "";
    }
}
