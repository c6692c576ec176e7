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

class HtmlReaderTest {

    @Test
    void reads_the_main_part_in_reading_order() {
        assertThat(TestDocuments.blocks("handbook.html"))
                .containsSubsequence(
                        new Heading(1, "Harbour Gate Handbook", 0),
                        new Paragraph(
                                "Harbour Gate opens and closes the tidal gates of a port. A long word: Schleusenwärter.",
                                0),
                        new ListItem(1, "Check the gates", 0),
                        new ListItem(2, "outer gate (Außentor)", 0),
                        new Code("java", "Gate gate = harbour.gate(\"inner\");\n    gate.open();", 0),
                        new Paragraph("Opening times", 0),
                        new Table(
                                List.of("Gate", "Opens", "Closes"),
                                List.of(List.of("Inner", "06:00", "22:00"), List.of("Outer", "07:30", "20:00")),
                                0),
                        new Paragraph("Plan of the basin", 0),
                        new Paragraph("Figure 1: the basin", 0));
    }

    @Test
    void leaves_out_navigation_scripts_styles_and_hidden_text() {
        assertThat(TestDocuments.blocks("handbook.html").toString())
                .doesNotContain("All manuals", "never show this", "color", "Hidden from everybody");
    }

    @Test
    void the_first_heading_is_the_title_and_the_page_title_only_without_one() {
        assertThat(TestDocuments.extracted("handbook.html").version().title()).isEqualTo("Harbour Gate Handbook");
        assertThat(TestDocuments.extracted("latin1.html").version().title()).isEqualTo("Tor");
    }

    @Test
    void reads_utf16_and_latin1_and_xhtml() {
        assertThat(TestDocuments.blocks("utf16.html")).containsExactly(new Paragraph("Die Öffnung. 港口", 0));
        assertThat(TestDocuments.blocks("latin1.html"))
                .containsExactly(new Paragraph("Die Öffnung täglich prüfen.", 0));
        assertThat(TestDocuments.extracted("handbook.xhtml").version().metadata())
                .containsEntry("language", "de");
    }

    @Test
    void a_page_that_claims_a_charset_it_is_not_in_is_read_by_its_bytes() {
        List<Block> blocks =
                TestDocuments.blocks("liar.html", "<meta charset='iso-8859-1'><p>Öffnung</p><meta charset='unicode'>");

        assertThat(blocks).containsExactly(new Paragraph("Öffnung", 0));
    }

    @Test
    void a_table_that_only_places_text_is_read_as_text() {
        List<Block> blocks = TestDocuments.blocks("old.html", "<table><tr><td><p>One</p><p>Two</p></td></tr></table>");

        assertThat(blocks).containsExactly(new Paragraph("One", 0), new Paragraph("Two", 0));
    }

    @Test
    void what_stands_around_an_unmarked_main_part_is_left_out() {
        List<Block> blocks = TestDocuments.blocks("shop.html", """
                <body><header><p>The harbour shop</p></header>
                <div class="wide main-menu"><ul><li>Products</li></ul></div>
                <div id="content"><header><p>By Ada, about menus</p></header><p>An anchor holds a ship.</p>
                <div class="menu-card"><p>Soup of the day</p></div></div>
                <div id="sidebar"><p>Latest news</p></div><div role="search">Find</div>
                <footer><p>All rights reserved</p></footer></body>""");

        assertThat(blocks)
                .containsExactly(
                        new Paragraph("By Ada, about menus", 0),
                        new Paragraph("An anchor holds a ship.", 0),
                        new Paragraph("Soup of the day", 0));
    }

    @Test
    void a_header_with_the_only_title_stays_and_so_does_a_page_that_is_all_menu() {
        assertThat(TestDocuments.blocks("a.html", "<header><h1>Anchors</h1></header><p>An anchor holds a ship.</p>"))
                .containsExactly(new Heading(1, "Anchors", 0), new Paragraph("An anchor holds a ship.", 0));
        assertThat(TestDocuments.blocks("b.html", "<div class=menu><p>Soup, bread and a fish of the day</p></div>"))
                .containsExactly(new Paragraph("Soup, bread and a fish of the day", 0));
    }

    @Test
    void ten_thousand_nested_elements_are_read() {
        String deep = "<div>".repeat(10_000) + "bottom";

        assertThat(TestDocuments.blocks("deep.html", deep)).containsExactly(new Paragraph("bottom", 0));
    }
}
