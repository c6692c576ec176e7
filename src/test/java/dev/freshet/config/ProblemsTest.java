package dev.freshet.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemsTest {

    private final Problems problems = new Problems();

    @Test
    void all_problems_are_said_at_once_by_place() {
        problems.error("b.yaml", 10, 2, "ten");
        problems.error("b.yaml", 9, 2, "nine");
        problems.warning("a.yaml", 0, 0, "whole file");
        problems.error("b.yaml", 9, 0, "no column");

        assertThat(problems.text()).isEqualTo("""
                        a.yaml  warning: whole file
                        b.yaml:9  no column
                        b.yaml:9:2  nine
                        b.yaml:10:2  ten
                        3 problems, 1 warning. Nothing was started.
                        """);
    }

    @Test
    void a_problem_found_twice_is_said_once() {
        problems.error("a.yaml", 1, 1, "wrong");
        problems.error("a.yaml", 1, 1, "wrong");

        assertThat(problems.sorted()).hasSize(1);
        assertThat(problems.text()).endsWith("1 problem. Nothing was started.\n");
    }

    @Test
    void warnings_stop_nothing() {
        problems.warning("a.yaml", 1, 1, "odd");

        assertThat(problems.hasErrors()).isFalse();
        assertThat(problems.text()).endsWith("1 warning.\n");
    }

    @Test
    void without_problems_nothing_is_said() {
        assertThat(problems.text()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"databseId, databaseId", "PATH, path", "baen, bean", "path-, path"})
    void a_near_word_is_suggested(String written, String meant) {
        String suggestion = Suggestion.of(written, List.of("databaseId", "path", "bean", "maxSize"));

        assertThat(suggestion).isEqualTo(" Did you mean '" + meant + "'?");
    }

    @Test
    void a_far_word_is_not_suggested() {
        assertThat(Suggestion.of("logging.level", List.of("freshet.queue"))).isEmpty();
    }
}
