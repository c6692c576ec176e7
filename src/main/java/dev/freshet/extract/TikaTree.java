package dev.freshet.extract;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.tika.mime.MediaType;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.Elements;

/** Puts right what Tika's HTML says less well than HTML can: pages, titles of slides, bullets. */
final class TikaTree {

    private static final Pattern BULLET = Pattern.compile("^\\s*[•·▪◦‣●\uF0B7\uF0A7]\\s+");

    private static final Pattern NAME = Pattern.compile("^\\P{N}*\\p{L}\\P{N}*$");
    private static final int LONGEST_TITLE = 120;

    private TikaTree() {}

    static boolean isSpreadsheet(MediaType type) {
        String subtype = type.getSubtype();
        return subtype.contains("sheet") || subtype.contains("excel") || subtype.contains("calc");
    }

    static Element tidied(Element body, MediaType type) {
        body.select("head, script, style").remove();
        embedded(body);
        if (isSpreadsheet(type)) {
            body.select("h1").tagName("h2");
        }
        if (hasPages(type)) {
            body.select("div.page, div.slide-content").stream()
                    .filter(page -> page.closest("div.package-entry") == null)
                    .forEach(page -> page.attr(Pages.MARK, ""));
        }
        if (type.getSubtype().equals("pdf")) {
            body.select("p").forEach(PdfLines::part);
        }
        master(body);
        body.select("div.slide-content").forEach(TikaTree::slideTitle);
        body.select("table").forEach(TikaTree::header);
        body.select("p.title").tagName("h1");
        body.select("p.subtitle").tagName("h2");
        body.select("p").forEach(TikaTree::bullet);
        return body;
    }

    private static boolean hasPages(MediaType type) {
        String subtype = type.getSubtype();
        return subtype.equals("pdf") || subtype.contains("powerpoint") || subtype.contains("presentation");
    }

    /** The name of an attachment is a heading when text follows. */
    private static void embedded(Element body) {
        for (Element name : body.select("div.package-entry > h1:first-child")) {
            Element entry = name.parent();
            if (entry != null && entry.text().length() == name.text().length()) {
                entry.remove();
            }
        }
        body.select("div.package-entry h1, div.sheet > h1").tagName("h2");
        body.select("div.embedded").remove();
    }

    /** What stands on the master stands on every slide; once is enough. */
    private static void master(Element body) {
        Set<String> seen = new HashSet<>();
        for (Element master : body.select("div.slide-master-content")) {
            if (!seen.add(master.text())) {
                master.remove();
            }
        }
    }

    /** The first short line of a slide that has more is its title. */
    private static void slideTitle(Element slide) {
        Element first = slide.select("> p").stream()
                .filter(Element::hasText)
                .findFirst()
                .orElse(null);
        if (first != null
                && first.text().length() <= LONGEST_TITLE
                && first.text().length() < slide.text().length()) {
            first.tagName("h2");
        }
    }

    /** A first row of words only, with no cell empty, names the columns. */
    private static void header(Element table) {
        Elements cells = table.select("tr:first-child").stream()
                .findFirst()
                .map(Element::children)
                .orElseGet(Elements::new);
        boolean names = cells.size() > 1
                && cells.stream().allMatch(cell -> NAME.matcher(cell.text()).find());
        if (names && table.select("tr").size() > 1) {
            cells.tagName("th");
        }
    }

    private static void bullet(Element paragraph) {
        if (paragraph.childNodeSize() > 0
                && paragraph.childNode(0) instanceof TextNode text
                && BULLET.matcher(text.getWholeText()).find()) {
            text.text(BULLET.matcher(text.getWholeText()).replaceFirst(""));
            paragraph.tagName("li");
        }
    }
}
