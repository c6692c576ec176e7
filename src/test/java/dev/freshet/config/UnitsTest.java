package dev.freshet.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitsTest {

    @ParameterizedTest
    @CsvSource({"500ms, PT0.5S", "30s, PT30S", "15m, PT15M", "6h, PT6H", "30d, PT720H", "0s, PT0S", "1 h, PT1H"})
    void a_duration_is_a_number_and_a_unit(String text, Duration expected) {
        assertThat(DurationText.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"500ms", "90s", "15m", "6h", "30d"})
    void a_duration_is_printed_as_it_is_written(String text) {
        assertThat(DurationText.print(DurationText.parse(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "30", "s", "-1s", "1.5h", "1w", "1h30m", "PT1H"})
    void anything_else_is_not_a_duration(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DurationText.parse(text))
                .withMessageContaining("is not a duration: write a number and a unit");
    }

    @ParameterizedTest
    @CsvSource({"0B, 0", "7B, 7", "2kB, 2048", "2KB, 2048", "50MB, 52428800", "1 GB, 1073741824"})
    void a_size_is_a_number_and_a_unit(String text, long bytes) {
        assertThat(DataSize.parse(text).bytes()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "50", "MB", "-1MB", "1.5MB", "50mb", "50 megs"})
    void anything_else_is_not_a_size(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DataSize.parse(text))
                .withMessageContaining("is not a size: write a number and a unit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0B", "1500B", "2kB", "50MB", "1GB"})
    void a_size_is_printed_as_it_is_written(String text) {
        assertThat(DataSize.parse(text)).hasToString(text);
    }
}
