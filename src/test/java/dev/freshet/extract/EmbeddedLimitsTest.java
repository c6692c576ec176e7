package dev.freshet.extract;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** Promise: a document may hold 10,000 documents, and 1 GB when it is unpacked, and no more. */
class EmbeddedLimitsTest {

    private static final int MOST = 10_000;
    private static final int MEGABYTE = 1 << 20;

    @Test
    void more_than_ten_thousand_documents_in_a_document_end_the_reading() throws IOException {
        byte[] zip = texts(MOST + 1);

        assertThatThrownBy(() -> text(zip))
                .isInstanceOf(ExtractionException.class)
                .hasMessageStartingWith("holds more than 10000 documents;");
    }

    @Test
    void more_than_a_gigabyte_that_is_unpacked_ends_the_reading() throws IOException {
        byte[] zip = zeros(1_100);

        assertThatThrownBy(() -> text(zip))
                .isInstanceOf(ExtractionException.class)
                .hasMessageStartingWith("unpacks to far more than its size");
    }

    private static String text(byte[] zip) {
        return new Extractor()
                .extract(TestDocuments.document("many.zip", zip))
                .blocks()
                .toString();
    }

    private static byte[] texts(int count) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < count; i++) {
                zip.putNextEntry(new ZipEntry(i + ".txt"));
                zip.write(("word" + i + " is here.").getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    /** What says that it is an OpenDocument text is unpacked to the disk before it is read. */
    private static byte[] zeros(int megabytes) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setLevel(Deflater.BEST_SPEED);
            zip.putNextEntry(new ZipEntry("zeros.odt"));
            zip.write("PK\u0003\u0004".getBytes(StandardCharsets.UTF_8));
            byte[] part = new byte[MEGABYTE];
            for (int i = 0; i < megabytes; i++) {
                zip.write(part);
            }
            zip.closeEntry();
        }
        return bytes.toByteArray();
    }
}
