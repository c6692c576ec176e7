package dev.freshet.extract;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Node;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Tag;

/**
 * HTML inside Markdown, made harmless for the text around it: an open {@code <title>} or {@code <script>} must not
 * swallow the rest of the document, and a placeholder such as {@code <service-name>} is a word, not an element.
 */
final class EmbeddedHtml implements NodeRenderer {

    private static final Pattern TAG = Pattern.compile("</?([A-Za-z][A-Za-z0-9-]*)[^>]*>", Pattern.DOTALL);

    private final HtmlNodeRendererContext context;

    EmbeddedHtml(HtmlNodeRendererContext context) {
        this.context = context;
    }

    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
        return Set.of(HtmlBlock.class, HtmlInline.class);
    }

    @Override
    public void render(Node node) {
        if (node instanceof HtmlBlock block) {
            Document part = Jsoup.parseBodyFragment(block.getLiteral());
            part.select("script, style, noscript, template, [hidden]").remove();
            context.getWriter().raw(part.body().html());
        } else if (node instanceof HtmlInline inline) {
            inline(inline.getLiteral());
        }
    }

    private void inline(String literal) {
        Matcher tag = TAG.matcher(literal);
        if (!tag.matches()) {
            return;
        }
        String name = tag.group(1);
        if (name.equalsIgnoreCase("br") || name.equalsIgnoreCase("img")) {
            context.getWriter().raw(literal);
        } else if (!Tag.isKnownTag(name)) {
            context.getWriter().text(literal);
        }
    }
}
