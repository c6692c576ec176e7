package dev.freshet.source.notion;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.document.Several;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * What a reader sees of a page, as HTML: its title, its properties and its blocks in their order. No ids, no colours and
 * no addresses of files, which are signed anew with every answer.
 */
final class PageHtml {

    /** What is nested deeper comes after and not inside: parsers of HTML have a limit of their own. */
    private static final int DEEPEST = 100;

    /** Blocks without text of their own. */
    private static final Set<String> SILENT =
            Set.of("divider", "breadcrumb", "table_of_contents", "column_list", "column", "synced_block", "tab");

    private static final Set<String> MEDIA = Set.of("image", "video", "file", "pdf", "audio");
    private static final Set<String> CARDS = Set.of("bookmark", "embed", "link_preview");

    /** Finds the title of a page or database by its id; null = it can't be seen. */
    interface Titles {
        @Nullable
        String of(String id);
    }

    private final Document page = Document.createShell("");
    private final SortedSet<String> unknown = new TreeSet<>();
    private final Titles titles;

    PageHtml(String title, Map<String, String> properties, Titles titles) {
        this.titles = titles;
        page.outputSettings().prettyPrint(false);
        page.title(title);
        if (!title.isBlank()) {
            page.body().appendElement("h1").text(title);
        }
        properties.forEach((name, value) ->
                page.body().appendElement("p").text(name + ": " + String.join(", ", Several.entries(value))));
    }

    /** Adds blocks; gives the page. */
    PageHtml with(List<Block> blocks) {
        add(blocks, page.body(), 0);
        return this;
    }

    String html() {
        return page.outerHtml();
    }

    /** Types of blocks that Notion doesn't give, or that this program has never heard of. */
    SortedSet<String> unknown() {
        return unknown;
    }

    private void add(List<Block> blocks, Element parent, int depth) {
        Element list = null;
        String type = "";
        for (Block block : blocks) {
            String tag = listTag(block.type());
            if (tag == null) {
                list = null;
                block(block, parent, depth);
            } else {
                list = list == null || !block.type().equals(type) ? parent.appendElement(tag) : list;
                item(block, list, depth);
            }
            type = block.type();
        }
    }

    private static @Nullable String listTag(String type) {
        return switch (type) {
            case "bulleted_list_item", "to_do" -> "ul";
            case "numbered_list_item" -> "ol";
            default -> null;
        };
    }

    private void item(Block block, Element list, int depth) {
        Element item = list.appendElement("li");
        JsonNode checked = block.content().path("checked");
        String box = checked.isMissingNode() ? "" : checked.asBoolean() ? "[x] " : "[ ] ";
        item.text(box + text(block));
        inside(block, item, depth);
    }

    private void inside(Block block, Element parent, int depth) {
        if (!block.children().isEmpty()) {
            Element place = depth < DEEPEST ? parent.appendElement("div") : page.body();
            add(block.children(), place, depth + 1);
        }
    }

    private void block(Block block, Element parent, int depth) {
        String type = block.type();
        switch (type) {
            case "heading_1", "heading_2", "heading_3", "heading_4" ->
                // the title is h1
                paragraph(parent, "h" + (type.charAt(8) - '0' + 1), text(block));
            case "quote" -> paragraph(parent, "blockquote", text(block));
            case "code" -> code(block, parent);
            case "equation" ->
                paragraph(parent, "p", block.content().path("expression").asText());
            case "table" -> table(block, parent);
            case "child_page", "child_database" ->
                paragraph(parent, "p", block.content().path("title").asText());
            case "link_to_page" -> link(block, parent);
            case "unsupported" -> unknown.add(block.content().path("block_type").asText("unsupported"));
            default -> other(block, parent);
        }
        if (!type.equals("table")) {
            inside(block, parent, depth);
        }
    }

    private void other(Block block, Element parent) {
        JsonNode content = block.content();
        if (MEDIA.contains(block.type())) {
            paragraph(parent, "p", content.path("name").asText(""));
            paragraph(parent, "p", RichText.plain(content.path("caption")));
        } else if (CARDS.contains(block.type())) {
            paragraph(parent, "p", RichText.plain(content.path("caption")));
            paragraph(parent, "p", content.path("url").asText(""));
        } else if (content.has("rich_text") || content.has("title")) {
            paragraph(parent, "p", text(block));
        } else if (!SILENT.contains(block.type())) {
            unknown.add(block.type());
        }
    }

    private static String text(Block block) {
        JsonNode content = block.content();
        JsonNode segments = content.has("rich_text") ? content.path("rich_text") : content.path("title");
        return segments.isTextual() ? segments.asText() : RichText.plain(segments);
    }

    private static void paragraph(Element parent, String tag, String text) {
        if (!text.isBlank()) {
            lines(parent.appendElement(tag), text);
        }
    }

    private static void lines(Element element, String text) {
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            if (i > 0) {
                element.appendElement("br");
            }
            element.appendText(lines[i]);
        }
    }

    private static void code(Block block, Element parent) {
        Element code = parent.appendElement("pre").appendElement("code");
        code.addClass(
                "language-" + block.content().path("language").asText("text").replace(' ', '-'));
        code.appendText(text(block));
        paragraph(parent, "p", RichText.plain(block.content().path("caption")));
    }

    private void table(Block block, Element parent) {
        boolean header = block.content().path("has_column_header").asBoolean();
        Element table = parent.appendElement("table");
        for (Block row : block.children()) {
            if (!row.type().equals("table_row")) {
                block(row, parent, 0);
                continue;
            }
            Element line = table.appendElement("tr");
            for (JsonNode cell : row.content().path("cells")) {
                line.appendElement(header ? "th" : "td").text(RichText.plain(cell));
            }
            header = false;
        }
    }

    private void link(Block block, Element parent) {
        JsonNode link = block.content();
        String id = link.path(link.path("type").asText()).asText("");
        String title = id.isEmpty() ? null : titles.of(id);
        paragraph(parent, "p", Objects.requireNonNullElse(title, ""));
    }
}
