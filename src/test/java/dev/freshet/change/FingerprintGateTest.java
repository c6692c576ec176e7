package dev.freshet.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.change.FingerprintGate.Verdict;
import dev.freshet.document.Status;
import dev.freshet.state.DocumentRow;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FingerprintGateTest {

    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    @Test
    void a_document_nobody_knows_is_read() {
        assertThat(new FingerprintGate("r", false, NOW).see(null, "f")).isEqualTo(Verdict.LOOK);
    }

    @ParameterizedTest(name = "{0}, fingerprint {1}, recipe {2}, everything {3}: {4}")
    @CsvSource({
        "INDEXED,     f,  r,  false, UNCHANGED",
        "INDEXED,     f2, r,  false, LOOK",
        "INDEXED,     f,  r2, false, LOOK",
        "INDEXED,     f,  r,  true,  LOOK",
        "QUARANTINED, f,  r,  false, STILL_FAILED",
        "QUARANTINED, f,  r,  true,  STILL_FAILED",
        "QUARANTINED, f2, r,  false, LOOK_LAST",
        "QUARANTINED, f,  r2, false, LOOK_LAST",
    })
    void it_saves_reading_what_was_dealt_with(
            Status status, String fingerprint, String recipe, boolean everything, Verdict verdict) {
        DocumentRow row = new DocumentRow(1, "f", "c", "r", status, 0, null);

        assertThat(new FingerprintGate(recipe, everything, NOW).see(row, fingerprint))
                .isEqualTo(verdict);
    }

    @ParameterizedTest(name = "{0} seconds, fingerprint {1}: {2}")
    @CsvSource({
        "-1, f,  LOOK_LAST",
        "0,  f,  LOOK_LAST",
        "1,  f,  STILL_FAILED",
        "1,  f2, LOOK_LAST",
        ",   f,  LOOK_LAST",
    })
    void a_failed_document_waits_for_its_time_or_a_change(Long seconds, String fingerprint, Verdict verdict) {
        Instant next = seconds == null ? null : NOW.plusSeconds(seconds);
        DocumentRow row = new DocumentRow(1, "f", null, "r", Status.FAILED, 1, next);

        assertThat(new FingerprintGate("r", false, NOW).see(row, fingerprint)).isEqualTo(verdict);
    }
}
