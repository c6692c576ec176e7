package dev.freshet.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.change.DeletionGuard.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeletionGuardTest {

    @ParameterizedTest(name = "{0} gone of {1}, {2} listed, {3} approved: {4}")
    @CsvSource({
        "0,             0,              0,    0,   ALLOWED",
        "0,             50,             0,    0,   ALLOWED",
        "10,            20,             10,   0,   ALLOWED",
        "11,            110,            99,   0,   ALLOWED",
        "11,            109,            98,   0,   TOO_MANY",
        "11,            100,            89,   11,  ALLOWED",
        "12,            100,            88,   11,  TOO_MANY",
        "5,             100,            95,   1,   ALLOWED",
        "1,             1,              0,    0,   EMPTY_SOURCE",
        "20,            20,             0,    19,  EMPTY_SOURCE",
        "20,            20,             0,    20,  ALLOWED",
        "4000000000,    5000000000,     1,    0,   TOO_MANY",
    })
    void more_than_ten_documents_and_more_than_ten_percent_are_held(
            long gone, long known, long listed, long approved, Verdict verdict) {
        assertThat(new DeletionGuard(10, 10).judge(gone, gone, known, listed, approved))
                .isEqualTo(verdict);
    }

    @ParameterizedTest(name = "limit {0} and {1} %, {2} of 100 gone: {3}")
    @CsvSource({
        "0,  0,   1,  TOO_MANY",
        "0,  100, 99, ALLOWED",
        "99, 0,   99, ALLOWED",
        "98, 0,   99, TOO_MANY",
    })
    void both_limits_must_be_passed(int documents, int percent, long gone, Verdict verdict) {
        assertThat(new DeletionGuard(documents, percent).judge(gone, gone, 100, 100 - gone, 0))
                .isEqualTo(verdict);
    }

    @Test
    void documents_that_came_back_under_another_name_are_not_lost() {
        DeletionGuard guard = new DeletionGuard(10, 10);

        assertThat(guard.judge(100, 10, 100, 100, 0)).isEqualTo(Verdict.ALLOWED);
        assertThat(guard.judge(100, 11, 100, 100, 0)).isEqualTo(Verdict.TOO_MANY);
        assertThat(guard.judge(100, 11, 100, 100, 99)).isEqualTo(Verdict.TOO_MANY);
        assertThat(guard.judge(100, 11, 100, 100, 100)).isEqualTo(Verdict.ALLOWED);
    }
}
