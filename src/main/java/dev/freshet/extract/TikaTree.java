package dev.freshet.extract;

import java.util.regex.Pattern;
import org.apache.tika.mime.MediaType;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.Elements;

/** Puts right what Tika's HTML says less well than HTML can: pages, titles of slides, bullets, hyphens at line ends. */
final class TikaTree {

    private static final Pattern BULLET = Pattern.compile("^\\s*[•·▪◦‣●\uF0B7\uF0A7]\\s+");
    private static final Pattern HYPHEN = Pattern.compile("(?<![\\p{L}-]-)(?<=\\p{Ll})-\\n(?=\\p{Ll})");

    private TikaTree() {}

    static Element tidied(Element body, MediaType type) {
        String subtype = type.getSubtype();
        boolean sheets = subtype.contains("sheet") || subtype.contains("excel") || subtype.contains("calc");
        body.select("head, script, style").remove();
        embedded(body);
        if (sheets) {
            body.select("h1").tagName("h2");
        } else {
            body.select("div.page, div.slide-content, div.slide").attr(Pages.MARK, "");
        }
        if (subtype.equals("pdf")) {
            joinHyphens(body);
        }
        body.select("p.title").tagName("h1");
        body.select("p.subtitle").tagName("h2");
        body.select("p").forEach(TikaTree::bullet);
        return body;
    }

    /** The name of an attachment is a heading when text follows. */
    private static void embedded(Element body) {
        Elements names = body.select("div.package-entry > h1:first-child");
        for (Element name : names) {
            Element entry = name.parent();
            if (entry != null && entry.text().length() == name.text().length()) {
                entry.remove();
            }
            name.tagName("h2");
        }
        body.select("div.embedded").remove();
    }

    private static void bullet(Element paragraph) {
        if (paragraph.childNodeSize() > 0
                && paragraph.childNode(0) instanceof TextNode text
                && BULLET.matcher(text.getWholeText()).find()) {
            text.text(BULLET.matcher(text.getWholeText()).replaceFirst(""));
            paragraph.tagName("li");
        }
    }

    private static void joinHyphens(Element body) {
        for (Element paragraph : body.select("p")) {
            for (TextNode text : paragraph.textNodes()) {
                text.text(HYPHEN.matcher(text.getWholeText()).replaceAll(""));
            }
        }
    }
}
