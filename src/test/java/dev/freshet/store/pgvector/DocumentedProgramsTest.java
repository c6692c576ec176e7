package dev.freshet.store.pgvector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.freshet.embed.MiniLmEmbedder;
import dev.freshet.testing.PgvectorHome;
import dev.freshet.testing.PostgresServer;
import dev.freshet.testing.TestHome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Promise: the programs in Python and JavaScript that docs/stores.md shows find, filter and cite what Freshet wrote. They run
 * as they stand there; only the address of the database is another one, and what embeds their question is replaced by a
 * module that gives the vector of the same model.
 */
class DocumentedProgramsTest {

    private static final Path PAGE = Path.of("docs/stores.md");
    private static final Path NODE_MODULES = Path.of("/usr/local/lib/node_modules");
    private static final String PYTHON = "/usr/bin/python3";
    private static final String QUESTION = "how do I restart the pump";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final PostgresServer server = PostgresServer.get();
    private final String table = PostgresServer.newName();

    @SuppressWarnings("NullAway.Init")
    private String vector;

    @BeforeEach
    void a_handbook_in_a_table_and_a_question() throws IOException {
        TestHome home =
                PgvectorHome.with(TestHome.withoutSource(folder), server.uri().toString(), table);
        Path handbook = Files.createDirectories(folder.resolve("handbook"));
        Path other = Files.createDirectories(folder.resolve("other"));
        Files.writeString(handbook.resolve("pump.md"), "# Pump\n\nRestart the pump by hand.");
        Files.writeString(handbook.resolve("cake.md"), "# Cake\n\nTake flour.");
        Files.writeString(other.resolve("pump.md"), "# Another pump\n\nRestart the pump of others.");
        home.source("handbook", handbook)
                .step("setHeader: {name: team, constant: \"ops\"}")
                .write();
        home.source("other", other)
                .step("setHeader: {name: team, constant: \"ops\"}")
                .write();
        home.sync();
        try (MiniLmEmbedder model = new MiniLmEmbedder(1)) {
            vector = Arrays.toString(model.embed(List.of(QUESTION)).get(0));
        }
    }

    /** The first program of a language that reads the table. */
    private String program(String language) throws IOException {
        Matcher fence =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(PAGE));
        assertThat(fence.find()).isTrue();
        return fence.group(1)
                .replace(
                        "postgresql://reader@db.example.org/knowledge",
                        server.uri()
                                .toString()
                                .replace("//", "//" + PostgresServer.USER + ":" + PostgresServer.PASSWORD + "@"))
                .replace("freshet_chunks", table);
    }

    private String run(String... command) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String said = Files.readString(out, StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }

    private static void assertCites(String said) {
        assertThat(said).contains("Restart the pump by hand.").doesNotContain("Another pump");
        assertThat(said.lines().findFirst())
                .hasValueSatisfying(line ->
                        assertThat(line).startsWith("Pump, page 0, file://").endsWith("/handbook/pump.md"));
    }

    @Test
    void python() throws Exception {
        assumeTrue(
                new ProcessBuilder(PYTHON, "-c", "import psycopg").start().waitFor() == 0, "no psycopg for " + PYTHON);
        Files.writeString(folder.resolve("sentence_transformers.py"), """
                class Vector:
                    def tolist(self):
                        return %s

                class SentenceTransformer:
                    def __init__(self, name):
                        assert name == "all-MiniLM-L6-v2"

                    def encode(self, text, normalize_embeddings):
                        assert text == "%s" and normalize_embeddings
                        return Vector()
                """.formatted(vector, QUESTION));
        Files.writeString(folder.resolve("program.py"), program("python"));

        assertCites(run(PYTHON, "program.py"));
    }

    @Test
    void javascript() throws Exception {
        assumeTrue(Files.isDirectory(NODE_MODULES.resolve("pg")), "no pg in " + NODE_MODULES);
        Path modules = Files.createDirectories(folder.resolve("node_modules/@huggingface/transformers"));
        Files.createSymbolicLink(folder.resolve("node_modules/pg"), NODE_MODULES.resolve("pg"));
        Files.writeString(modules.resolve("package.json"), "{\"type\": \"module\", \"main\": \"index.js\"}");
        Files.writeString(modules.resolve("index.js"), """
                export async function pipeline(task, name) {
                  if (name !== "Xenova/all-MiniLM-L6-v2") throw new Error(name);
                  return async (text, how) => {
                    if (text !== "%s" || how.pooling !== "mean" || !how.normalize) throw new Error(text);
                    return { data: %s };
                  };
                }
                """.formatted(QUESTION, vector));
        Files.writeString(folder.resolve("program.mjs"), program("js"));

        assertCites(run("node", "program.mjs"));
    }
}
