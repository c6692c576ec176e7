package dev.freshet.extract;

import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/** Text of an element on one line: words of neighbouring blocks and cells stay apart, an image gives its description. */
final class InlineText {

    private InlineText() {}

    static String of(Element element) {
        StringBuilder text = new StringBuilder();
        element.traverse(new NodeVisitor() {
            @Override
            public void head(Node node, int depth) {
                if (node instanceof TextNode words) {
                    text.append(words.getWholeText());
                } else if (node instanceof Element inner) {
                    mark(inner, text);
                }
            }

            @Override
            public void tail(Node node, int depth) {
                if (node instanceof Element inner && HtmlBlocks.isBlock(inner)) {
                    text.append(' ');
                }
            }
        });
        return CleanText.folded(text.toString());
    }

    /** What an element adds by being there: a space for a break or a block, its description for an image. */
    static void mark(Element element, StringBuilder text) {
        if (element.nameIs("br") || HtmlBlocks.isBlock(element)) {
            text.append(' ');
        } else if (element.nameIs("img") && element.hasAttr("alt")) {
            text.append(' ').append(element.attr("alt")).append(' ');
        }
    }
}
