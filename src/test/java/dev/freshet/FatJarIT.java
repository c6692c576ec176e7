package dev.freshet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freshet.testing.FreshetProcess;
import dev.freshet.testing.FreshetProcess.Result;
import dev.freshet.testing.Prose;
import dev.freshet.testing.StoreDump;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The jar as a person runs it: exit codes, words and JSON. */
class FatJarIT {

    private static final String SOURCE = "routes/sources/documents-folder.camel.yaml";
    private static final String INGEST = "        - to: direct:ingest";

    @TempDir
    private Path home;

    private Result freshet(String... arguments) {
        return FreshetProcess.in(home).run(arguments);
    }

    private static JsonNode json(Result result) throws IOException {
        return new ObjectMapper().readTree(result.out());
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(home.resolve(file), text);
    }

    private void replaceInSource(String text, String other) throws IOException {
        Path file = home.resolve(SOURCE);
        String before = Files.readString(file);
        assertThat(before).contains(text);
        Files.writeString(file, before.replace(text, other));
    }

    @Test
    void leads_a_new_user_from_init_to_search() {
        Result init = freshet("init");
        Result validate = freshet("validate");
        Result sync = freshet("sync");
        Result search = freshet("search", "what to do next", "-k", "1");
        Result again = freshet("sync");
        Result plan = freshet("plan");
        Result status = freshet("status");

        assertThat(init.exitCode()).as(init.toString()).isZero();
        assertThat(init.out()).contains("wrote  " + SOURCE).contains("freshet sync");
        assertThat(validate).isEqualTo(new Result(0, "1 source, all valid.\n", ""));
        assertThat(sync.exitCode()).as(sync.toString()).isZero();
        assertThat(sync.out()).containsPattern("documents-folder  completed  1    1 ");
        assertThat(sync.err()).contains("Run 1 of documents-folder began").contains("1 added");
        assertThat(home.resolve("data/logs/freshet.log")).content().contains("Run 1 of documents-folder began");
        assertThat(search.exitCode()).as(search.toString()).isZero();
        assertThat(search.out()).contains("documents-folder:welcome.md", "What to do next");
        assertThat(again.out()).containsPattern("completed  2    0      0        0        1 ");
        assertThat(plan.out()).startsWith("0 to add, 0 to update, 0 to delete, 1 unchanged");
        assertThat(status.out()).contains("completed (run 2: +0 ~0 -0 =1 !0)").contains("The store holds ");
    }

    @Test
    void prints_nothing_but_json_with_the_names_of_the_contract() throws IOException {
        freshet("init");

        JsonNode plan = json(freshet("plan", "--json"));
        JsonNode sync = json(freshet("sync", "--json"));
        JsonNode status = json(freshet("--json", "status"));
        JsonNode search = json(freshet("search", "--json", "welcome"));
        JsonNode validate = json(freshet("validate", "--json"));

        assertThat(plan.at("/changes/0/source").asText()).isEqualTo("documents-folder");
        assertThat(plan.at("/changes/0/document").asText()).isEqualTo("welcome.md");
        assertThat(plan.at("/changes/0/change").asText()).isEqualTo("added");
        assertThat(sync.fieldNames()).toIterable().containsExactly("status", "runs", "totals");
        assertThat(sync.at("/runs/0").fieldNames())
                .toIterable()
                .contains("run_id", "source", "status", "added", "updated", "deleted", "unchanged", "failed")
                .contains("duration_ms", "error");
        assertThat(sync.at("/totals").fieldNames())
                .toIterable()
                .containsExactly("new", "modified", "deleted", "unchanged", "failed");
        assertThat(status.fieldNames())
                .toIterable()
                .contains("total_documents", "total_chunks", "failed_documents", "last_ingestion", "sources");
        assertThat(search.at("/results/0").fieldNames())
                .toIterable()
                .contains("source", "document", "title", "url", "chunk_id", "score", "text", "heading", "page");
        assertThat(validate.at("/status").asText()).isEqualTo("valid");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "snyc          | There is no command 'snyc'. Did you mean 'sync'?",
                "sync --jsn    | There is no option '--jsn'. Did you mean '--json'?",
                "status        | is not a home of Freshet",
                "sync --home=x | is not a folder. Make one with: freshet init",
            })
    void refuses_what_it_does_not_understand_and_says_what_was_meant(String arguments, String answer) {
        Result result = freshet(arguments.split(" "));

        assertThat(result.exitCode()).as(result.toString()).isEqualTo(2);
        assertThat(result.err()).contains(answer);
        assertThat(result.out()).isEmpty();
    }

    @Test
    void shows_how_it_is_used_when_no_command_is_given() {
        Result result = freshet();

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).startsWith("Usage: freshet");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "to: 'log:x?nonsense=1'                    | 'log:x' has no option 'nonsense'",
                "bean: {ref: extracto}                     | there is no bean 'extracto'. Did you mean 'extractor'?",
                "bean: {ref: extractor, method: nonsense}  | Extractor has no method 'nonsense'",
                "to: direct:nowhere                        | 'direct:nowhere', and no route begins with it",
            })
    void says_in_words_what_only_camel_finds(String step, String answer) throws IOException {
        freshet("init");
        replaceInSource(INGEST, "        - " + step + "\n" + INGEST);

        Result result = freshet("validate");

        assertThat(result.exitCode()).as(result.toString()).isEqualTo(2);
        assertThat(result.err()).contains(answer, "Nothing was started.").doesNotContain("\tat ", "Exception");
    }

    @Test
    void says_in_words_that_an_allowed_component_is_not_there() throws IOException {
        freshet("init");
        Files.writeString(home.resolve("application.properties"), "freshet.routes.allow = component:nocomponent\n");
        replaceInSource(INGEST, "        - to: nocomponent:x\n" + INGEST);

        Result result = freshet("validate");

        assertThat(result.exitCode()).as(result.toString()).isEqualTo(2);
        assertThat(result.err()).contains("there is no component 'nocomponent'", "Nothing was started.");
    }

    @Test
    void reports_all_problems_at_once_and_starts_nothing() throws IOException {
        freshet("init");
        replaceInSource("path: documents", "pth: documents");
        write("application.properties", "freshet.chunk.sise = 3\n");

        Result result = freshet("sync", "--json");

        assertThat(result.exitCode()).as(result.toString()).isEqualTo(2);
        assertThat(result.err()).contains("freshet.chunk.size").contains("pth").contains("Nothing was started.");
        assertThat(json(result).at("/problems")).hasSizeGreaterThanOrEqualTo(2);
        assertThat(home.resolve("data")).doesNotExist();
    }

    @Test
    void ends_with_1_when_a_document_failed() throws IOException {
        freshet("init");
        write("documents/broken.pdf", "%PDF-1.7 and no more");

        Result result = freshet("sync");

        assertThat(result.exitCode()).as(result.toString()).isEqualTo(1);
        assertThat(result.out()).contains("! documents-folder:broken.pdf", "attempt 1");
    }

    @Test
    void ends_with_3_and_deletes_nothing_when_a_root_is_missing() throws IOException {
        freshet("init");
        freshet("sync");
        Files.move(home.resolve("documents"), home.resolve("elsewhere"));

        Result result = freshet("sync");

        assertThat(result.exitCode()).as(result.toString()).isEqualTo(3);
        assertThat(result.out()).contains("doesn't exist", "Its documents were kept");
        assertThat(freshet("status").out()).contains("The store holds 3 chunks");
    }

    @Test
    void holds_a_mass_deletion_until_it_is_approved() throws IOException {
        freshet("init");
        Prose prose = new Prose(1);
        for (int i = 0; i < 15; i++) {
            write("documents/" + i + ".md", prose.document());
        }
        freshet("sync");
        for (int i = 0; i < 15; i++) {
            Files.delete(home.resolve("documents/" + i + ".md"));
        }

        Result held = freshet("sync");
        Result wrong = freshet("sync", "--approve", "1");
        Result unknown = freshet("sync", "--approve", "99");
        Result approved = freshet("sync", "--approve", "2");

        assertThat(held.exitCode()).as(held.toString()).isEqualTo(3);
        assertThat(held.out()).contains("freshet sync --approve 2");
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err()).contains("Run 1 of documents-folder is not held but completed");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err()).contains("There is no run 99");
        assertThat(approved.exitCode()).as(approved.toString()).isZero();
        assertThat(StoreDump.query(home, "SELECT document FROM documents")).containsExactly("welcome.md");
    }

    @Test
    void refuses_a_second_writer_and_lets_readers_in() throws IOException {
        freshet("init");
        Prose prose = new Prose(1);
        for (int i = 0; i < 2_000; i++) {
            write("documents/" + i + ".md", prose.document());
        }

        try (FreshetProcess first = FreshetProcess.in(home).start("sync")) {
            first.awaitErr(" began ");
            Result second = freshet("sync");
            Result status = freshet("status");

            assertThat(second.exitCode()).as(second.toString()).isEqualTo(3);
            assertThat(second.err()).contains("process " + first.pid());
            assertThat(status.exitCode()).as(status.toString()).isZero();
            assertThat(status.out()).contains("running");
        }
        replaceInSource("path: documents", "path: routes");
        freshet("sync");
        assertThat(StoreDump.query(home, "SELECT status FROM ingestion_runs WHERE id = 1"))
                .containsExactly("interrupted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sync", "status"})
    void leaves_a_damaged_database_as_it_is(String command) throws IOException {
        freshet("init");
        Files.createDirectory(home.resolve("data"));
        write("data/freshet.db", "garbage ".repeat(1_000));

        Result result = freshet(command);

        assertThat(result.exitCode()).as(result.toString()).isEqualTo(3);
        assertThat(result.err()).contains("is damaged, or is not a database");
        assertThat(home.resolve("data/freshet.db")).hasContent("garbage ".repeat(1_000));
    }

    @Test
    void ends_and_says_so_when_the_disk_is_full_and_goes_on_when_it_is_not() throws Exception {
        freshet("init");
        Path data = Files.createDirectory(home.resolve("data"));
        assumeTrue(runs("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", data.toString()), "can't mount a small disk");
        try {
            Prose prose = new Prose(1);
            for (int i = 0; i < 300; i++) {
                write("documents/" + i + ".md", prose.document());
            }

            Result full = freshet("sync");

            assertThat(full.exitCode()).as(full.toString()).isEqualTo(3);
            assertThat(full.err()).contains("full", "Free some space");
            assertThat(runs("mount", "-o", "remount,size=200m", data.toString()))
                    .isTrue();
            Result roomy = freshet("retry");
            assertThat(roomy.exitCode()).as(roomy.toString()).isZero();
            assertThat(StoreDump.integrity(home)).isEmpty();
        } finally {
            runs("umount", data.toString());
        }
    }

    private static boolean runs(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
    }

    @Test
    void retry_and_rebuild_try_a_failed_document_that_is_not_due() throws IOException {
        freshet("init");
        write("documents/broken.pdf", "%PDF-1.7 and no more");
        freshet("sync");

        JsonNode sync = json(freshet("sync", "--json"));
        JsonNode retry = json(freshet("retry", "--json"));
        JsonNode rebuild = json(freshet("rebuild", "--json", "documents-folder"));

        assertThat(sync.at("/totals/failed").asInt()).isEqualTo(1);
        assertThat(retry.at("/totals/failed").asInt()).isEqualTo(1);
        assertThat(rebuild.at("/totals/failed").asInt()).isEqualTo(1);
        assertThat(rebuild.at("/totals/modified").asInt()).isEqualTo(1);
        assertThat(Files.readString(home.resolve("data/logs/freshet.log"))
                        .split("broken.pdf failed at stage extract", -1))
                .as("attempts: the first sync, retry, rebuild")
                .hasSize(4);
    }

    @Test
    void names_the_sources_when_one_is_unknown() {
        freshet("init");

        Result result = freshet("sync", "document-folder");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("There is no source 'document-folder'. Did you mean 'documents-folder'?");
        assertThat(home.resolve("data")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"init", "sync", "plan", "status", "search", "validate", "retry", "rebuild", "forget"})
    void explains_each_command(String command) {
        Result result = freshet(command, "--help");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).startsWith("Usage: freshet " + command).contains("--home", "--json");
    }

    @Test
    void says_its_version() throws IOException {
        String version = Files.readString(Path.of("pom.xml")).split("</?version>", -1)[1];

        assertThat(freshet("--version").out()).isEqualTo("freshet " + version + "\n");
    }

    @Test
    void shows_a_bar_on_a_terminal_and_lines_elsewhere() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "no 'script' here to make a terminal");
        freshet("init");
        write("documents/more.md", new Prose(1).words(50));
        String sync = String.join(" ", FreshetProcess.in(home).command("sync"));

        Process terminal = new ProcessBuilder("script", "-qec", sync, "/dev/null")
                .directory(home.toFile())
                .redirectErrorStream(true)
                .start();
        String seen = new String(terminal.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(terminal.waitFor()).as(seen).isZero();
        assertThat(seen).contains("documents ").contains("completed").doesNotContain("INFO");
    }
}
