package dev.freshet.extract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.document.Block;
import dev.freshet.document.Block.Code;
import dev.freshet.document.Block.Heading;
import dev.freshet.document.Block.ListItem;
import dev.freshet.document.Block.Paragraph;
import dev.freshet.document.Block.Table;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarkdownReaderTest {

    @Test
    void reads_headings_lists_tables_and_code_in_reading_order() {
        List<Block> blocks = TestDocuments.blocks("handbook.md");

        assertThat(blocks)
                .containsSubsequence(
                        new Heading(1, "Harbour Gate Handbook", 0),
                        new Heading(2, "Before you start", 0),
                        new ListItem(1, "Check the gates", 0),
                        new ListItem(2, "inner gate (Binnentor)", 0),
                        new ListItem(1, "Tell the harbour master", 0),
                        new ListItem(1, "Switch on the pump.", 0),
                        new Heading(2, "Opening times", 0),
                        new Table(
                                List.of("Gate", "Opens", "Closes"),
                                List.of(List.of("Inner", "06:00", "22:00"), List.of("Outer", "07:30", "20:00")),
                                0),
                        new Paragraph("Never open both gates at once.", 0),
                        new Paragraph("Plan of the basin with both gates", 0),
                        new Heading(2, "Größe und 港口", 0));
        assertThat(blocks)
                .contains(new Code(
                        "java",
                        "Gate gate = harbour.gate(\"inner\");\nif (gate.isClosed()) {\n    gate.open();\n}",
                        0));
    }

    @Test
    void takes_title_and_metadata_from_the_front_matter() {
        var version = TestDocuments.extracted("handbook.md").version();

        assertThat(version.title()).isEqualTo("Harbour Gate Handbook");
        assertThat(version.metadata())
                .containsEntry("language", "en")
                .containsEntry("author", "Ada Brandt")
                .containsEntry("date", "2026-03-01")
                .containsEntry("tags", "locks, tides");
    }

    @Test
    void takes_a_title_that_the_front_matter_writes_over_several_lines() {
        String markdown = "---\ntitle:\n  'Tides: what they are and\n  how to read them'\ntags: [a, b]\n---\n\nText.";

        var version = TestDocuments.extracted("tides.md", markdown).version();

        assertThat(version.title()).isEqualTo("Tides: what they are and how to read them");
        assertThat(version.metadata()).containsEntry("tags", "a, b");
    }

    @Test
    void reads_on_below_front_matter_that_is_not_yaml() {
        List<Block> blocks = TestDocuments.blocks("odd.md", "---\ntitle: [open\n---\n\nThe text.");

        assertThat(blocks).singleElement().hasToString("Paragraph[text=The text., page=0]");
    }

    @Test
    void drops_comments_and_shortcodes_but_keeps_the_text_between_them() {
        String text = TestDocuments.blocks("handbook.md").toString();

        assertThat(text).contains("The sluice needs ten minutes to drain.", "The pressure sensor freezes");
        assertThat(text).doesNotContain("never show this", "alert", "{#times}");
    }

    @Test
    void keeps_shortcodes_in_code_as_the_author_wrote_them() {
        List<Block> blocks = TestDocuments.blocks("hugo.md", "```\n{{< ref >}}\n```\n\nText {{< ref >}}here.");

        assertThat(blocks).containsExactly(new Code("", "{{< ref >}}", 0), new Paragraph("Text here.", 0));
    }

    @Test
    void an_unclosed_tag_in_a_sentence_does_not_swallow_the_rest() {
        List<Block> blocks = TestDocuments.blocks("tags.md", "Set the <title> of a page.\n\nThen <port-name> it.");

        assertThat(blocks)
                .containsExactly(new Paragraph("Set the of a page.", 0), new Paragraph("Then <port-name> it.", 0));
    }

    @Test
    void a_document_that_begins_with_html_is_still_markdown() {
        List<Block> blocks = TestDocuments.blocks("page.md", "<h1>Gate</h1>\n\n## Times\n\n- six");

        assertThat(blocks)
                .containsExactly(new Heading(1, "Gate", 0), new Heading(2, "Times", 0), new ListItem(1, "six", 0));
    }
}
