package dev.freshet.extract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.document.Block.Code;
import dev.freshet.document.Block.Paragraph;
import dev.freshet.document.Block.Table;
import java.util.List;
import org.junit.jupiter.api.Test;

class DataReaderTest {

    @Test
    void values_are_a_table_whatever_parts_them() {
        assertThat(TestDocuments.blocks("gates.csv"))
                .containsExactly(new Table(
                        List.of("Gate", "Opens", "Closes", "Remark"),
                        List.of(
                                List.of("Inner", "06:00", "22:00", "for boats, not ships"),
                                List.of("Außentor", "07:30", "20:00", "said \"never\" once")),
                        0));
        assertThat(TestDocuments.blocks("gates-semicolon.csv").toString()).contains("[Außen, 07:30, 20:00]");
        assertThat(TestDocuments.blocks("gates.tsv").toString()).contains("[Inner, 06:00, 22:00]");
    }

    @Test
    void json_keeps_its_lines() {
        assertThat(TestDocuments.blocks("gates.json"))
                .singleElement()
                .isInstanceOfSatisfying(
                        Code.class, code -> assertThat(code.text()).contains("\n  \"product\": \"Harbour Gate\",\n"));
    }

    @Test
    void each_text_of_an_xml_document_is_a_paragraph() {
        assertThat(TestDocuments.blocks("gates.xml"))
                .containsExactly(
                        new Paragraph("Inner gate", 0),
                        new Paragraph("06:00", 0),
                        new Paragraph("Außentor", 0),
                        new Paragraph("Opens after the inner gate.", 0));
    }

    @Test
    void xml_neither_opens_files_nor_explodes() {
        assertThat(TestDocuments.blocks("hostile.xml"))
                .contains(new Paragraph("before &secret; after", 0))
                .hasSize(3);
    }
}
