package dev.freshet.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.change.FingerprintGate;
import dev.freshet.change.FingerprintGate.Verdict;
import dev.freshet.document.DocumentKey;
import dev.freshet.document.DocumentVersion;
import dev.freshet.document.Status;
import dev.freshet.testing.StateKind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class KnownDocumentsTest {

    @Parameter
    @SuppressWarnings("NullAway.Init")
    private StateKind kind;

    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final int NUMBER = 2_000;

    @TempDir
    Path home;

    private Database database;
    private Documents documents;

    @BeforeEach
    void open() {
        database = kind.open(home);
        documents = new Documents(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void index(String source, String document, String fingerprint, String recipe) {
        DocumentKey key = new DocumentKey(source, document);
        documents.indexed(
                new DocumentVersion(key, fingerprint, "c", recipe, document, null, null, null, new TreeMap<>()),
                List.of(),
                NOW);
    }

    private void fail(String document, String fingerprint) {
        documents.failed(
                new DocumentKey("docs", document), fingerprint, "r", Status.FAILED, "extract", "broken", 1, null);
    }

    @Test
    void says_unchanged_of_what_the_gate_calls_unchanged_and_of_nothing_else() {
        Random random = new Random(7);
        database.writing(handle -> {
            for (int i = 0; i < NUMBER; i++) {
                String document = "f\u00f6lder/\ud83d\ude00 \\x41\\101 " + i;
                String fingerprint = "f" + random.nextInt(2);
                if (random.nextInt(10) == 0) {
                    fail(document, fingerprint);
                } else {
                    index(random.nextInt(20) == 0 ? "other" : "docs", document, fingerprint, "r" + random.nextInt(2));
                }
            }
        });
        FingerprintGate gate = new FingerprintGate("r1", false, NOW);

        KnownDocuments known = documents.known("docs");
        KnownDocuments asked = documents.known("docs");
        known.recall("r1");

        for (int i = 0; i < NUMBER; i++) {
            String document = "f\u00f6lder/\ud83d\ude00 \\x41\\101 " + i;
            DocumentRow row = asked.find(document);
            long unchanged = row != null && gate.see(row, "f1") == Verdict.UNCHANGED ? row.id() : 0;
            assertThat((long) known.unchanged(document, "f1")).as(document).isEqualTo(unchanged);
        }
    }

    @Test
    void is_certain_of_nothing_that_was_not_recalled() {
        index("docs", "a.md", "f", "r");

        KnownDocuments known = documents.known("docs");
        assertThat(known.unchanged("a.md", "f")).isZero();

        known.recall("r");

        assertThat(known.unchanged("a.md", "f")).isPositive();
    }

    @Test
    void does_not_call_unchanged_what_was_taken_in_hand_since() {
        index("docs", "a.md", "f", "r");

        KnownDocuments known = documents.known("docs");
        known.recall("r");
        known.find("a.md");
        index("docs", "a.md", "f2", "r");

        assertThat(known.unchanged("a.md", "f")).isZero();
        assertThat(known.unchanged("a.md", "f2")).isZero();
    }

    @Test
    void leaves_to_the_state_what_there_is_no_room_for() {
        KnownVersions versions = new KnownVersions(2);

        for (int row = 1; row <= 3; row++) {
            versions.add(("d" + row).getBytes(StandardCharsets.UTF_8), new byte[] {'f'}, row);
        }

        assertThat(versions.row("d1", "f")).isEqualTo(1);
        assertThat(versions.row("d2", "f")).isEqualTo(2);
        assertThat(versions.row("d3", "f")).isZero();
    }
}
