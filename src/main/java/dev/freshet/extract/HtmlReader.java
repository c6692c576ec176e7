package dev.freshet.extract;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** HTML and XHTML: the main part of the page where it is marked, without navigation, scripts and hidden elements. */
final class HtmlReader implements Reader {

    private static final String UNSEEN = "script, style, noscript, template, nav, svg, iframe, object, canvas, head,"
            + " [hidden], [aria-hidden=true], [style~=(?i)display\\s*:\\s*none], [role=navigation], a.headerlink";

    @Override
    public void read(Original original, Draft draft) {
        Document page = Jsoup.parse(PlainText.declaring(original));
        describe(page, draft);
        String title = page.title();
        page.select(UNSEEN).remove();
        Element main = main(page);
        Element heading = main.selectFirst("h1");
        draft.title(heading == null ? null : InlineText.of(heading));
        draft.title(title);
        HtmlBlocks.add(main, draft);
    }

    private static void describe(Document page, Draft draft) {
        Element root = page.selectFirst("html");
        draft.describe("language", root == null ? null : first(root.attr("lang"), root.attr("xml:lang")));
        draft.describe("author", meta(page, "author"));
        draft.describe("language", meta(page, "dc.language"));
        draft.describe("tags", meta(page, "keywords"));
        draft.describe("date", meta(page, "date"));
    }

    private static String first(String one, String other) {
        return one.isBlank() ? other : one;
    }

    private static @Nullable String meta(Document page, String name) {
        Element meta = page.selectFirst("meta[name=" + name + "]");
        return meta == null ? null : meta.attr("content");
    }

    /** The marked main part; the body where none is marked, several are, or the mark is empty. */
    private static Element main(Document page) {
        for (String mark : new String[] {"main, [role=main]", "article"}) {
            var marked = page.select(mark);
            if (marked.size() == 1 && marked.get(0).hasText()) {
                return marked.get(0);
            }
        }
        return page.body();
    }
}
