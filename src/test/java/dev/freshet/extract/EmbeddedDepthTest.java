package dev.freshet.extract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** Promise: documents in documents are read three floors deep, and no deeper. */
class EmbeddedDepthTest {

    @Test
    void three_floors_are_read_and_those_below_are_left() throws IOException {
        byte[] house = floor(1);

        String text = new Extractor()
                .extract(TestDocuments.document("house.zip", house))
                .blocks()
                .toString();

        assertThat(text).contains("word1", "word2", "word3").doesNotContain("word4", "word5", "word6");
    }

    /** A text with a word of this floor, and the floor below. */
    private static byte[] floor(int number) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            put(zip, "text.txt", ("word" + number).getBytes(StandardCharsets.UTF_8));
            if (number < 6) {
                put(zip, "below.zip", floor(number + 1));
            }
        }
        return bytes.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }
}
