package dev.freshet.extract;

import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/** Builds an HTML tree of the events that Tika sends. Ends the parsing when there is too much text. */
final class SaxTree extends DefaultHandler {

    private final Document root = Document.createShell("");
    private final int maxCharacters;
    private Element current = root.body();
    private long characters;

    SaxTree(int maxCharacters) {
        this.maxCharacters = maxCharacters;
    }

    Element body() {
        return root.body();
    }

    boolean isTooLarge() {
        return characters > maxCharacters;
    }

    @Override
    public void startElement(String uri, String localName, String qName, Attributes attributes) {
        Element element = current.appendElement(localName);
        for (int i = 0; i < attributes.getLength(); i++) {
            element.attr(attributes.getLocalName(i), attributes.getValue(i));
        }
        current = element;
    }

    @Override
    public void endElement(String uri, String localName, String qName) {
        Element parent = current.parent();
        if (parent != null && !current.equals(root.body())) {
            current = parent;
        }
    }

    /** White space counts too: a document of nothing else must end as well. */
    @Override
    public void characters(char[] text, int start, int length) {
        characters += length;
        if (isTooLarge()) {
            throw ExtractionException.tooLarge(maxCharacters);
        }
        current.appendChild(new TextNode(new String(text, start, length)));
    }

    /** Tika sends the line ends of a PDF this way. */
    @Override
    public void ignorableWhitespace(char[] text, int start, int length) {
        characters(text, start, length);
    }
}
