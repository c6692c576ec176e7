package dev.freshet.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.extract.TestDocuments;
import dev.freshet.report.Json;
import dev.freshet.testing.TestHome;
import dev.freshet.testing.TestService;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: a temporary folder without room is no document's fault; all of them are read when there is room again. */
class FullTemporaryFolderTest {

    private static final String PROPERTY = "java.io.tmpdir";
    private static final int MEGABYTE = 1 << 20;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final String before = System.getProperty(PROPERTY);

    @SuppressWarnings("NullAway.Init")
    private TestHome home;

    @SuppressWarnings("NullAway.Init")
    private Path small;

    @BeforeEach
    void a_home_with_documents_that_are_read_apart() throws IOException {
        home = TestHome.in(folder).option("freshet.outage.patience", "1s");
        for (String name :
                new String[] {"handbook.pdf", "handbook.docx", "handbook.odt", "gates.xlsx", "handbook.epub"}) {
            Files.write(home.documents().root().resolve(name), TestDocuments.bytes(name));
        }
        small = Files.createDirectory(folder.resolve("small"));
    }

    @AfterEach
    void unmount() throws Exception {
        System.setProperty(PROPERTY, before);
        runs("umount", "-l", small.toString());
    }

    private static boolean runs(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).start().waitFor() == 0;
    }

    private void mount(String options) throws Exception {
        assumeTrue(runs("mount", "-t", "tmpfs", "-o", options, "tmpfs", small.toString()), "can't mount a small disk");
    }

    @Test
    void folder_in_which_nothing_can_be_made_blames_no_document() throws Exception {
        mount("size=1m,nr_inodes=1");

        assertThatNothingIsLost("size=200m,nr_inodes=10000", "no process can be started for them");
    }

    @Test
    void folder_that_is_full_blames_no_document() throws Exception {
        mount("size=4m");
        Files.write(small.resolve("others"), new byte[4 * MEGABYTE]);

        assertThatNothingIsLost("size=200m", "the disk of the temporary folder is full");
    }

    private void assertThatNothingIsLost(String enough, String reason) throws Exception {
        try (TestService service = TestService.of(home)) {
            System.setProperty(PROPERTY, small.toString());

            JsonNode failed = ingest(service);

            assertThat(failed.at("/status").asText())
                    .as(failed.toPrettyString())
                    .isEqualTo("failed");
            assertThat(failed.at("/error").asText())
                    .contains("Documents can't be read now: " + reason)
                    .contains("room in " + small);
            assertThat(service.memory().documents().failures(10)).isEmpty();

            assertThat(runs("mount", "-o", "remount," + enough, small.toString()))
                    .isTrue();
            JsonNode next = ingest(service);

            assertThat(next.at("/status").asText()).as(next.toPrettyString()).isEqualTo("completed");
            assertThat(service.memory().documents().failures(10)).isEmpty();
        }
        home.assertEqualToFreshIngest();
    }

    @Test
    void document_that_fills_a_folder_with_room_for_others_fails_alone() throws Exception {
        mount("size=4m");
        Files.write(home.documents().root().resolve("large.docx"), large());
        try (TestService service = TestService.of(home)) {
            System.setProperty(PROPERTY, small.toString());

            JsonNode run = ingest(service);

            assertThat(run.at("/status").asText()).as(run.toPrettyString()).isEqualTo("completed");
            assertThat(service.memory().documents().failures(10))
                    .singleElement()
                    .satisfies(failure -> {
                        assertThat(failure.key().document()).isEqualTo("large.docx");
                        assertThat(failure.error()).contains("needs more room to be read than there is in " + small);
                    });
        }
    }

    /** Its file is copied to the disk before it is read. */
    private static byte[] large() throws IOException {
        byte[] noise = new byte[6 * MEGABYTE];
        new Random(1).nextBytes(noise);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipInputStream docx = new ZipInputStream(new ByteArrayInputStream(TestDocuments.bytes("handbook.docx")));
                ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (ZipEntry entry = docx.getNextEntry(); entry != null; entry = docx.getNextEntry()) {
                zip.putNextEntry(new ZipEntry(entry.getName()));
                docx.transferTo(zip);
            }
            zip.putNextEntry(new ZipEntry("word/noise.xml"));
            zip.write(noise);
        }
        return bytes.toByteArray();
    }

    private static JsonNode ingest(TestService service) throws IOException {
        return Json.mapper()
                .readTree(service.post("/webhook/ingest?wait=true", "").body())
                .at("/runs/0");
    }
}
