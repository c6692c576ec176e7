package dev.freshet.extract.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.extract.Extractor;
import dev.freshet.extract.TestDocuments;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.parser.AutoDetectParser;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.parser.microsoft.OfficeParserConfig;
import org.apache.tika.sax.BodyContentHandler;
import org.junit.jupiter.api.Test;

/** Promise: the text of a document's macros is no part of its text. They are never run. */
class MacrosTest {

    private static final String CODE = "Sub AutoOpen()\r\nShell \"macrotext\"\r\nEnd Sub\r\n";

    @Test
    void macros_are_left_out() {
        String text = new Extractor()
                .extract(TestDocuments.document("macro.docm", Macros.document(CODE)))
                .blocks()
                .toString();

        assertThat(text).hasSizeGreaterThan(1_000).doesNotContain("macrotext", "AutoOpen");
    }

    /** Without it, a document whose macros nobody could read would pass the test above. */
    @Test
    void the_same_document_gives_its_macros_to_who_asks_for_them() throws Exception {
        Parser parser = new AutoDetectParser();
        OfficeParserConfig office = new OfficeParserConfig();
        office.setExtractMacros(true);
        ParseContext context = new ParseContext();
        context.set(Parser.class, parser);
        context.set(OfficeParserConfig.class, office);
        BodyContentHandler text = new BodyContentHandler(-1);

        try (InputStream stream = new ByteArrayInputStream(Macros.document(CODE))) {
            parser.parse(stream, text, new Metadata(), context);
        }

        assertThat(text.toString()).contains("Sub AutoOpen()", "macrotext");
    }
}
