package dev.freshet.extract;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;

/**
 * XML of any vocabulary: each element that holds text of its own is a paragraph. The parser knows no document types, so
 * that it neither opens external entities nor expands internal ones.
 */
final class XmlReader implements Reader {

    @Override
    public void read(Original original, Draft draft) {
        Document document = Jsoup.parse(PlainText.declaring(original), "", Parser.xmlParser());
        document.children().forEach(root -> {
            draft.describe("language", root.attr("xml:lang"));
            add(root, draft);
        });
    }

    private static void add(Element element, Draft draft) {
        if (hasOwnText(element)) {
            draft.paragraph(InlineText.of(element));
        } else {
            element.children().forEach(child -> add(child, draft));
        }
    }

    private static boolean hasOwnText(Element element) {
        return element.childNodes().stream().anyMatch(node -> node instanceof TextNode text && !text.isBlank());
    }
}
