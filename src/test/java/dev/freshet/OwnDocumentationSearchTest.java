package dev.freshet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.check.CheckedHome;
import dev.freshet.check.HomeCheck;
import dev.freshet.config.Problems;
import dev.freshet.embed.MiniLmEmbedder;
import dev.freshet.pass.PassRequest;
import dev.freshet.state.RunStatus;
import dev.freshet.state.Runs.Run;
import dev.freshet.store.Search;
import dev.freshet.testing.ChromaServer;
import dev.freshet.testing.OpenSearchServer;
import dev.freshet.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asks the documentation, indexed by its own source, what people ask, in words that are not the text's. */
class OwnDocumentationSearchTest {

    private static final String SOURCE = "docs-folder";
    private static final Path QUESTIONS = Path.of("src/test/resources/search/questions.txt");
    private static final int HITS = 10;
    private static final int FIRST = 3;

    private record Question(String text, String document) {}

    /**
     * What came back.
     *
     * @param rank of the expected document among the documents, from 1; 0 = not there
     */
    private record Answer(Question question, int rank, List<String> documents) {
        String row() {
            return "%4s  %-84s %-40s %s"
                    .formatted(
                            rank == 0 ? "-" : rank,
                            question.text(),
                            question.document(),
                            documents.stream().limit(FIRST).toList());
        }
    }

    @TempDir
    Path home;

    @Test
    void twenty_questions_find_their_document_among_the_first_three() throws IOException {
        assertFound(0);
    }

    /** Its rank of words isn't BM25, and a question in other words than the text's tells. */
    @Test
    void all_but_three_at_the_most_do_in_a_table_of_postgresql() throws IOException {
        PostgresServer server = PostgresServer.get();
        Files.writeString(home.resolve("application.properties"), """
                freshet.store = pgvector
                freshet.store.pgvector.url = %s
                freshet.store.pgvector.user = %s
                freshet.store.pgvector.password = %s
                freshet.store.pgvector.table = %s
                """.formatted(
                        server.uri(), PostgresServer.USER, PostgresServer.PASSWORD, PostgresServer.newName()));

        assertFound(3);
    }

    @Test
    void all_but_two_at_the_most_do_in_an_index_of_opensearch() throws IOException {
        OpenSearchServer server = OpenSearchServer.get();
        Files.writeString(
                home.resolve("application.properties"), """
                freshet.store = opensearch
                freshet.store.opensearch.url = %s
                freshet.store.opensearch.index = %s
                """.formatted(server.uri(), OpenSearchServer.newName()));

        assertFound(2);
    }

    /** It has the sense of a question and not its words. */
    @Test
    void all_but_seven_at_the_most_do_in_a_collection_of_chroma() throws IOException {
        ChromaServer server = ChromaServer.get();
        Files.writeString(home.resolve("application.properties"), """
                freshet.store = chroma
                freshet.store.chroma.url = %s
                freshet.store.chroma.collection = %s
                """.formatted(server.uri(), ChromaServer.newName()));

        assertFound(7);
    }

    private void assertFound(int mayMiss) throws IOException {
        copy("docs");
        copy("routes/sources");
        CheckedHome checked = HomeCheck.check(home, new Problems());
        List<Question> questions = questions();

        List<Answer> answers;
        try (Memory memory = Memory.forWriting(home, checked)) {
            sync(checked, memory);
            answers = ask(memory, questions);
        }

        answers.forEach(answer -> System.out.println(answer.row()));
        assertThat(questions).hasSizeGreaterThanOrEqualTo(20);
        assertThat(answers.stream().filter(answer -> answer.rank() == 0 || answer.rank() > FIRST))
                .extracting(Answer::row)
                .hasSizeLessThanOrEqualTo(mayMiss);
    }

    private void sync(CheckedHome checked, Memory memory) {
        try (Freshet freshet = new Freshet(home, checked, memory, false)) {
            freshet.start();
            Run run = freshet.pass(SOURCE, new PassRequest(PassRequest.Kind.SYNC, "test", 0))
                    .done()
                    .join();
            assertThat(run.status()).as(run.message()).isEqualTo(RunStatus.COMPLETED);
            assertThat(run.counts().failed()).isZero();
        }
    }

    private static List<Answer> ask(Memory memory, List<Question> questions) {
        try (MiniLmEmbedder embedder = new MiniLmEmbedder(1)) {
            Search search = new Search(embedder, memory.store());
            return questions.stream().map(question -> answer(search, question)).toList();
        }
    }

    private static Answer answer(Search search, Question question) {
        List<String> documents = search.search(question.text(), HITS, Set.of(), Map.of()).stream()
                .map(hit -> hit.document().document())
                .distinct()
                .toList();
        return new Answer(question, documents.indexOf(question.document()) + 1, documents);
    }

    private static List<Question> questions() throws IOException {
        List<Question> questions = new ArrayList<>();
        for (String line : Files.readAllLines(QUESTIONS).stream().skip(1).toList()) {
            String[] cells = line.split(" \\| ", -1);
            questions.add(new Question(cells[0], cells[1]));
        }
        return questions;
    }

    private void copy(String folder) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = home.resolve(file.toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }
}
