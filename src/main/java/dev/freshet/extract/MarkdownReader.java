package dev.freshet.extract;

import java.util.List;
import org.commonmark.Extension;
import org.commonmark.ext.front.matter.YamlFrontMatterExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Node;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jsoup.Jsoup;

/**
 * Markdown with GitHub's tables and YAML front matter. The tree is rendered to HTML and read as such, because Markdown
 * may hold HTML anywhere.
 */
final class MarkdownReader implements Reader {

    private static final List<Extension> EXTENSIONS =
            List.of(TablesExtension.create(), YamlFrontMatterExtension.create());

    private final Parser parser = Parser.builder()
            .extensions(EXTENSIONS)
            .includeSourceSpans(IncludeSourceSpans.NONE)
            .build();
    private final HtmlRenderer renderer = HtmlRenderer.builder()
            .extensions(EXTENSIONS)
            .nodeRendererFactory(EmbeddedHtml::new)
            .build();

    @Override
    public void read(Original original, Draft draft) {
        String markdown = PlainText.of(original);
        describe(FrontMatter.of(markdown), draft);
        Node document = parser.parse(Shortcodes.removed(markdown));
        HtmlBlocks.add(Jsoup.parse(renderer.render(document)).body(), draft);
    }

    /** A title in the front matter is the heading that a site generator shows, so it is the first heading here too. */
    private static void describe(FrontMatter matter, Draft draft) {
        String title = matter.text("title");
        draft.title(title);
        draft.heading(1, title);
        draft.paragraph(matter.text("description"));
        draft.describe("language", matter.text("language"));
        draft.describe("language", matter.text("lang"));
        draft.describe("author", matter.text("author"));
        draft.describe("date", matter.text("date"));
        draft.describe("tags", matter.text("tags"));
    }
}
