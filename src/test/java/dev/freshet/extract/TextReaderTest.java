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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextReaderTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "latin1.txt|überprüfen Sie die Öffnung täglich",
                "utf16.txt|öffnet täglich. 港口的闸门",
                "utf16be.txt|öffnet täglich. 港口的闸门",
                "utf16-without-mark.txt|The inner gate opens at six. Die Öffnung wird geprüft.",
                "utf8-with-mark.txt|text=Öffnung um sechs Uhr.",
                "handbook.txt|港口的闸门每天早上六点打开。"
            })
    void finds_the_charset(String name, String text) {
        assertThat(TestDocuments.blocks(name).toString()).contains(text);
    }

    @Test
    void blank_lines_part_paragraphs_and_line_ends_do_not() {
        assertThat(TestDocuments.blocks("handbook.txt"))
                .hasSize(4)
                .contains(new Paragraph(
                        "Harbour Gate opens and closes the tidal gates of a port. This handbook is for the people on"
                                + " watch and for those who repair the gates.",
                        0));
    }

    @Test
    void a_form_feed_begins_a_page() {
        List<Block> blocks = TestDocuments.blocks("pages.txt", "first\fsecond");

        assertThat(blocks).containsExactly(new Paragraph("first", 1), new Paragraph("second", 2));
    }

    @Test
    void a_log_keeps_its_lines() {
        assertThat(TestDocuments.blocks("watch.log"))
                .containsExactly(new Code(
                        "",
                        "2026-03-01T06:00:00Z INFO  gate=inner opened\n2026-03-01T06:00:04Z WARN  gate=outer pressure low",
                        0));
    }

    @Test
    void text_that_looks_like_a_mail_stays_text() {
        List<Block> blocks = TestDocuments.blocks("note.txt", "From: the watch\nSubject: gates\n\nThe gate is open.");

        assertThat(blocks)
                .containsExactly(
                        new Paragraph("From: the watch Subject: gates", 0), new Paragraph("The gate is open.", 0));
    }

    @Test
    void blocks_hold_nothing_that_a_person_cannot_see() {
        List<Block> blocks =
                TestDocuments.blocks("marks.txt", "A\u00A0gate \u200Bopens slow\u00ADly\u0007.\n\n\u200B\n\n---");

        assertThat(blocks).containsExactly(new Paragraph("A gate opens slowly.", 0));
    }

    @Test
    void reads_asciidoc() {
        assertThat(TestDocuments.blocks("handbook.adoc"))
                .containsSubsequence(
                        new Heading(1, "Harbour Gate Handbook", 0),
                        new Heading(2, "Before you start", 0),
                        new ListItem(1, "Check the gates", 0),
                        new ListItem(2, "inner gate (Binnentor)", 0),
                        new Code("java", "Gate gate = harbour.gate(\"inner\");\n\ngate.open();", 0),
                        new Heading(3, "Opening times", 0),
                        new Table(
                                List.of("Gate", "Opens", "Closes"),
                                List.of(List.of("Inner", "06:00", "22:00"), List.of("Outer", "07:30", "20:00")),
                                0));
        assertThat(TestDocuments.blocks("handbook.adoc").toString()).doesNotContain("never show this", ":toc:");
    }

    @Test
    void reads_restructured_text() {
        assertThat(TestDocuments.blocks("handbook.rst"))
                .containsSubsequence(
                        new Heading(1, "Harbour Gate Handbook", 0),
                        new Heading(2, "Before you start", 0),
                        new ListItem(1, "Check the gates", 0),
                        new Paragraph("The sluice needs ten minutes to drain.", 0),
                        new Code("java", "Gate gate = harbour.gate(\"inner\");\ngate.open();", 0),
                        new Heading(3, "Opening times", 0),
                        new Code("", "06:00 inner open\n22:00 inner closed", 0),
                        new Paragraph("Die Schleuse ist 24 m lang.", 0));
    }
}
