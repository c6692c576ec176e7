package dev.freshet.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.document.SourceDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExtractorTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "encrypted.pdf|is encrypted; remove its password, or exclude it",
                "encrypted.docx|is encrypted; remove its password, or exclude it",
                "broken.pdf|is damaged: ",
                "broken.docx|is damaged: ",
                "picture.png|is not a kind of document Freshet reads (image/png); exclude it, or convert it",
                "binary.txt|holds binary data although its name 'binary.txt' promises text; rename it, or exclude it"
            })
    void says_why_a_document_cannot_be_read(String name, String reason) {
        assertThatThrownBy(() -> TestDocuments.extracted(name))
                .isInstanceOf(ExtractionException.class)
                .hasMessageStartingWith(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"empty.txt", "empty.pdf", "empty.docx", "empty"})
    void no_bytes_are_no_text_and_no_failure(String name) {
        SourceDocument empty = TestDocuments.document(name, new byte[0]);

        assertThat(new Extractor().extract(empty).blocks()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"handbook.md", "handbook.txt", "handbook.docx", "handbook.html", "handbook.pdf"})
    void refuses_more_text_than_the_limit(String name) {
        SourceDocument document = TestDocuments.document(name, TestDocuments.bytes(name));

        assertThatThrownBy(() -> new Extractor(100).extract(document))
                .isInstanceOf(ExtractionException.class)
                .hasMessage(
                        "has more text than the 100 characters of freshet.extract.max-text; split it, raise the option,"
                                + " or exclude the document");
    }

    @Test
    void markdown_nested_beyond_reason_ends_with_blocks_or_a_reason() {
        String deep = ">".repeat(100_000) + " bottom";

        try {
            assertThat(TestDocuments.blocks("deep.md", deep)).isNotEmpty();
        } catch (ExtractionException e) {
            assertThat(e).hasMessageStartingWith("is nested too deeply");
        }
    }

    @Test
    void the_file_name_is_never_the_title() {
        assertThat(TestDocuments.extracted("handbook.txt").version().title()).isNull();
    }
}
