package dev.freshet.extract;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;
import org.jspecify.annotations.Nullable;

/**
 * HTML and XHTML: the main part of the page where it is marked, without navigation, scripts and hidden elements. Where it
 * isn't, what stands around it by its role, place or usual name is left out: headers, footers, menus, sidebars.
 */
final class HtmlReader implements Reader {

    private static final String UNSEEN = "script, style, noscript, template, nav, svg, iframe, object, canvas, head,"
            + " [hidden], [aria-hidden=true], [style~=(?i)display\\s*:\\s*none], [role=navigation], a.headerlink";

    /** Roles and names that pages give to what is on each of them; looked for only where no main part is marked. */
    private static final String AROUND = "body > header, body > footer, body > aside, [role=banner],"
            + " [role=contentinfo], [role=complementary], [role=search], [role=menu], [role=menubar]";

    private static final Pattern AROUND_NAME = Pattern.compile(
            "(?:(?:main|site|page|top|side|nav|global|primary|secondary|mobile|footer|header)[-_]?)?"
                    + "(?:menu|navbar|navigation|sidebar|footer|masthead|breadcrumbs?)"
                    + "|(?:site|page|global)[-_]?header|cookie[-_]?(?:banner|notice|consent|bar)|skip[-_]?link",
            Pattern.CASE_INSENSITIVE);

    private static final String NAMED = "div[class], div[id], ul[class], ul[id], section[class], section[id]";

    /** Where less than this share of a page's text would be left, its names mean something else. */
    private static final double LEAST_REST = 0.2;

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
        return withoutAround(page.body());
    }

    private static Element withoutAround(Element body) {
        Element rest = body.clone();
        Elements titles = rest.select("h1");
        Set<Element> kept = titles.size() == 1 ? new HashSet<>(titles.get(0).parents()) : Set.of();
        for (Element element : rest.select(AROUND)) {
            if (!kept.contains(element)) {
                element.remove();
            }
        }
        for (Element element : rest.select(NAMED)) {
            if (!kept.contains(element) && isNamedAround(element)) {
                element.remove();
            }
        }
        boolean plausible = rest.text().length() >= LEAST_REST * body.text().length();
        return plausible ? rest : body;
    }

    private static boolean isNamedAround(Element element) {
        return AROUND_NAME.matcher(element.id()).matches()
                || element.classNames().stream()
                        .anyMatch(name -> AROUND_NAME.matcher(name).matches());
    }
}
