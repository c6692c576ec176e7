package dev.freshet.extract;

import java.util.List;
import java.util.Map;
import org.commonmark.Extension;
import org.commonmark.ext.front.matter.YamlFrontMatterExtension;
import org.commonmark.ext.front.matter.YamlFrontMatterVisitor;
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
        Node document = parser.parse(Shortcodes.removed(PlainText.of(original)));
        YamlFrontMatterVisitor frontMatter = new YamlFrontMatterVisitor();
        document.accept(frontMatter);
        describe(frontMatter.getData(), draft);
        HtmlBlocks.add(Jsoup.parse(renderer.render(document)).body(), draft);
    }

    /** A title in the front matter is the heading that a site generator shows, so it is the first heading here too. */
    private static void describe(Map<String, List<String>> values, Draft draft) {
        String title = joined(values, "title");
        draft.title(title);
        draft.heading(1, title);
        draft.paragraph(joined(values, "description"));
        draft.describe("language", joined(values, "language"));
        draft.describe("language", joined(values, "lang"));
        draft.describe("author", joined(values, "author"));
        draft.describe("date", joined(values, "date"));
        draft.describe("tags", joined(values, "tags"));
    }

    private static String joined(Map<String, List<String>> values, String key) {
        String joined = String.join(", ", values.getOrDefault(key, List.of()));
        boolean flow = joined.startsWith("[") && joined.endsWith("]");
        return flow ? joined.substring(1, joined.length() - 1).replaceAll("[\"']", "") : joined;
    }
}
