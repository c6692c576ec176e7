package dev.freshet.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.freshet.config.HomeTemplate;
import dev.freshet.config.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeCheckTest {

    private static final String SOURCE = """
            - route:
                id: handbook
                from:
                  uri: kamelet:folder-source?maxSize=1MB
                  parameters:
                    path: documents
                  steps:
                    - log: "read"
                    - to: direct:ingest
            """;

    @TempDir
    Path home;

    private final Problems problems = new Problems();

    @Test
    void the_repository_itself_is_a_home_without_problems() {
        HomeCheck.check(Path.of(""), problems);

        assertThat(problems.text()).isEmpty();
    }

    @Test
    void what_init_writes_has_no_problems() {
        HomeTemplate.write(home);

        CheckedHome checked = HomeCheck.check(home, problems);

        assertThat(problems.text()).isEmpty();
        assertThat(checked.sources()).extracting(SourceFile::id).containsExactly("documents-folder");
    }

    @Test
    void the_examples_of_init_are_ready_to_be_renamed() throws IOException {
        HomeTemplate.write(home);
        Path sources = home.resolve("routes/sources");
        for (String name : new String[] {"handbook-folder", "notes-folder"}) {
            String example = Files.readString(sources.resolve("examples/" + name + ".camel.yaml.example"));
            Path folder = Files.createDirectories(home.resolve(name));
            String placed =
                    example.replace("/srv/handbook", folder.toString()).replace("/srv/notes", folder.toString());
            Files.writeString(sources.resolve(name + ".camel.yaml"), placed);
        }

        HomeCheck.check(home, problems);

        assertThat(problems.text()).isEmpty();
    }

    @Test
    void a_source_is_told_with_its_kamelet_and_all_its_parameters() throws IOException {
        writeSource(SOURCE);

        SourceFile source = HomeCheck.check(home, problems).sources().get(0);

        assertThat(source.kind()).isEqualTo("folder-source");
        assertThat(source.file()).isEqualTo(home.resolve("routes/sources/handbook.camel.yaml"));
        assertThat(source.parameters()).containsEntry("path", "documents").containsEntry("maxSize", "1MB");
    }

    @Test
    void the_steps_hash_stays_when_layout_comments_descriptions_and_parameters_change() throws IOException {
        String before = stepsHash(SOURCE);

        String after = stepsHash(SOURCE.replace("- log: \"read\"", "- log:   'read' # so that we see it")
                .replace("path: documents", "path: .")
                .replace("    id: handbook\n", "    id: handbook\n    description: The handbook\n"));

        assertThat(after).isEqualTo(before).hasSize(64);
    }

    @Test
    void the_steps_hash_changes_when_a_step_changes() throws IOException {
        String before = stepsHash(SOURCE);

        String after = stepsHash(SOURCE.replace("log: \"read\"", "log: \"read it\""));

        assertThat(after).isNotEqualTo(before);
    }

    @Test
    void a_pipeline_file_of_the_home_stands_for_the_built_in_one() throws IOException {
        writeSource(SOURCE);
        Path own = home.resolve("routes/pipeline/3-chunk.camel.yaml");
        Files.createDirectories(home.resolve("routes/pipeline"));
        Files.copy(Path.of("routes/pipeline/3-chunk.camel.yaml"), own);

        CheckedHome checked = HomeCheck.check(home, problems);

        assertThat(checked.pipeline())
                .contains("classpath:routes/pipeline/1-detect.camel.yaml", "file:" + own)
                .doesNotContain("classpath:routes/pipeline/3-chunk.camel.yaml");
        assertThat(checked.kameletFolders()).containsExactly("classpath:routes/kamelets");
    }

    @Test
    void kamelets_of_the_home_come_before_the_built_in_ones() throws IOException {
        writeSource(SOURCE);
        Files.createDirectories(home.resolve("routes/kamelets"));

        CheckedHome checked = HomeCheck.check(home, problems);

        assertThat(checked.kameletFolders())
                .containsExactly("file:" + home.resolve("routes/kamelets"), "classpath:routes/kamelets");
    }

    @Test
    void a_folder_without_permission_is_a_problem_with_its_remedy() throws IOException {
        writeSource(SOURCE);
        Path folder = home.resolve("documents");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("---------"));
        assumeThat(Files.isReadable(folder)).as("root reads everything").isFalse();

        HomeCheck.check(home, problems);

        assertThat(problems.text()).contains("can't be read by the user").contains("give it the permissions");
    }

    @Test
    void a_file_that_is_not_utf_8_is_a_problem() throws IOException {
        writeSource(SOURCE);
        Files.write(home.resolve("routes/sources/latin.camel.yaml"), new byte[] {'#', ' ', (byte) 0xe4, '\n'});

        HomeCheck.check(home, problems);

        assertThat(problems.text())
                .startsWith("routes/sources/latin.camel.yaml  is not UTF-8: save it in that encoding");
    }

    @Test
    void a_home_that_does_not_exist_is_a_problem() {
        HomeCheck.check(home.resolve("nowhere"), problems);

        assertThat(problems.text()).contains("the home is not a folder: create it with 'freshet init'");
    }

    private String stepsHash(String source) throws IOException {
        writeSource(source);
        return HomeCheck.check(home, problems).sources().get(0).stepsHash();
    }

    @Test
    void a_folder_that_went_away_since_its_source_was_synced_is_an_outage_and_no_mistake() throws IOException {
        writeSource(SOURCE);
        Files.delete(home.resolve("documents"));

        HomeCheck.check(home, "", problems, source -> source.equals("handbook"));

        assertThat(problems.hasErrors()).isFalse();
        assertThat(problems.text()).contains("warning: the folder " + home.resolve("documents") + " does not exist");
    }

    private void writeSource(String source) throws IOException {
        Files.createDirectories(home.resolve("documents"));
        Files.createDirectories(home.resolve("routes/sources"));
        Files.writeString(home.resolve("routes/sources/handbook.camel.yaml"), source);
    }
}
