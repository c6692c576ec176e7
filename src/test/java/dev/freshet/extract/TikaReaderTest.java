package dev.freshet.extract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.document.Block;
import dev.freshet.document.Block.Heading;
import dev.freshet.document.Block.ListItem;
import dev.freshet.document.Block.Paragraph;
import dev.freshet.document.Block.Table;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TikaReaderTest {

    private static final Table TIMES = new Table(
            List.of("Gate", "Opens", "Closes"),
            List.of(List.of("Inner", "06:00", "22:00"), List.of("Outer", "07:30", "20:00")),
            0);

    @ParameterizedTest
    @ValueSource(strings = {"handbook.docx", "handbook.doc", "handbook.odt"})
    void reads_the_structure_of_a_text_document(String name) {
        var document = TestDocuments.extracted(name);

        assertThat(document.version().title()).isEqualTo("Harbour Gate Handbook");
        assertThat(document.version().metadata()).containsEntry("author", "Ada Brandt");
        assertThat(document.blocks())
                .containsSubsequence(
                        new Heading(1, "Harbour Gate Handbook", 0),
                        new Heading(2, "Before you start", 0),
                        new ListItem(1, "Check the gates", 0),
                        new Heading(2, "Opening times", 0),
                        TIMES,
                        new Heading(2, "Größe und 港口", 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "handbook.docx",
                "handbook.doc",
                "handbook.odt",
                "handbook.rtf",
                "handbook.pdf",
                "handbook.epub",
                "owner-password.pdf"
            })
    void loses_no_words_and_glues_none(String name) {
        assertThat(TestDocuments.blocks(name).toString())
                .contains(
                        "Harbour Gate opens and closes the tidal gates of a port.",
                        "Check the tide table",
                        "Die Schleuse ist 24 m lang; überprüfen Sie die Öffnung täglich. 港口的闸门每天早上六点打开。")
                .doesNotContain("HandbookHarbour", "•");
    }

    @Test
    void knows_the_pages_of_a_pdf() {
        List<Block> blocks = TestDocuments.blocks("handbook.pdf");

        assertThat(blocks).contains(new Heading(2, "Harbour Gate Handbook", 1), new ListItem(1, "Check the gates", 1));
        assertThat(blocks).extracting(Block::page).containsOnly(1, 2, 3).isSorted();
    }

    @Test
    void a_slide_is_a_page_with_a_heading() {
        assertThat(TestDocuments.blocks("handbook.pptx"))
                .containsExactly(
                        new Heading(2, "Harbour Gate", 1),
                        new Paragraph("Opens and closes the tidal gates of a port", 1),
                        new Paragraph("Check the tide table", 1),
                        new Heading(2, "Größe und 港口", 2),
                        new Paragraph("Die Schleuse ist 24 m lang", 2),
                        new Paragraph("港口的闸门每天早上六点打开", 2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gates.xlsx", "gates.ods"})
    void a_sheet_is_a_table(String name) {
        assertThat(TestDocuments.blocks(name))
                .anySatisfy(block -> assertThat(block).isInstanceOfSatisfying(Table.class, table -> {
                    assertThat(table.header()).containsExactly("Gate", "Opens", "Closes", "Remark");
                    assertThat(table.rows()).hasSize(2);
                    assertThat(table.rows().get(1)).startsWith("Außentor").endsWith("港口");
                }));
        assertThat(TestDocuments.extracted(name).version().title()).isNull();
    }

    @Test
    void reads_a_book() {
        assertThat(TestDocuments.blocks("handbook.epub"))
                .containsSubsequence(
                        new Heading(1, "Harbour Gate Handbook", 0),
                        new ListItem(1, "Check the gates", 0),
                        new Heading(2, "Größe und 港口", 0),
                        new Table(List.of("Gate", "Opens"), List.of(List.of("Inner", "06:00")), 0));
    }

    @Test
    void reads_a_mail_with_its_attachment() {
        var document = TestDocuments.extracted("mail.eml");

        assertThat(document.version().title()).isEqualTo("Inner gate closed for Überholung");
        assertThat(document.blocks())
                .containsSubsequence(
                        new Heading(1, "Inner gate closed for Überholung", 0),
                        new Paragraph("The inner gate stays closed on Thursday. Bitte die Öffnung prüfen.", 0),
                        new Paragraph("The divers come at noon.", 0));
    }

    @Test
    void a_document_with_the_wrong_name_is_read_by_its_content() {
        var renamed = TestDocuments.document("report.txt", TestDocuments.bytes("handbook.pdf"));

        assertThat(new Extractor().extract(renamed).blocks()).isEqualTo(TestDocuments.blocks("handbook.pdf"));
    }
}
