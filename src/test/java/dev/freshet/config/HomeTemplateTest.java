package dev.freshet.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTemplateTest {

    @TempDir
    Path folder;

    @Test
    void writes_every_file_into_a_new_folder() {
        Path home = folder.resolve("new/home");

        assertThat(HomeTemplate.write(home)).containsExactlyElementsOf(HomeTemplate.files(home));

        assertThat(HomeTemplate.files(home))
                .hasSize(14)
                .allSatisfy(file -> assertThat(file).isNotEmptyFile());
    }

    @Test
    void never_overwrites_a_file() throws IOException {
        Path mine = Files.writeString(folder.resolve("application.properties"), "freshet.queue = 3\n");

        assertThat(HomeTemplate.write(folder)).doesNotContain(mine).hasSize(13);

        assertThat(mine).hasContent("freshet.queue = 3\n");
    }

    @Test
    void a_second_time_writes_nothing() {
        HomeTemplate.write(folder);

        assertThat(HomeTemplate.write(folder)).isEmpty();
    }

    @Test
    void keeps_the_data_out_of_version_control() {
        HomeTemplate.write(folder);

        assertThat(folder.resolve(".gitignore")).content().contains("\n/data/\n");
    }

    @Test
    void the_first_source_is_short_enough_to_read() throws IOException {
        HomeTemplate.write(folder);

        assertThat(Files.readAllLines(folder.resolve("routes/sources/documents-folder.camel.yaml")))
                .hasSizeLessThanOrEqualTo(25);
    }

    @Test
    void refuses_a_file_in_the_place_of_the_folder() throws IOException {
        Path file = Files.writeString(folder.resolve("home"), "");

        assertThatThrownBy(() -> HomeTemplate.write(file))
                .isInstanceOf(HomeNotWritableException.class)
                .hasMessage(file + " is a file: name a folder, or one to be made");
    }

    @Test
    void refuses_a_file_in_the_place_of_a_folder_within() throws IOException {
        Path file = Files.writeString(folder.resolve("routes"), "");

        assertThatThrownBy(() -> HomeTemplate.write(folder))
                .isInstanceOf(HomeNotWritableException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void says_that_the_folder_can_not_be_written() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
        assumeThat(Files.isWritable(folder)).as("root writes everywhere").isFalse();

        assertThatThrownBy(() -> HomeTemplate.write(folder))
                .isInstanceOf(HomeNotWritableException.class)
                .hasMessageContaining("no permission");
    }
}
