package dev.freshet.embed.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BatchesTest {

    @Test
    void no_texts_are_no_request() {
        assertThat(new Batches(3, 10).of(List.of())).isEmpty();
    }

    @Test
    void a_request_ends_at_the_limit_that_is_met_first() {
        assertThat(new Batches(3, 10).of(List.of(1, 1, 1, 1, 9, 1, 5)))
                .containsExactly(List.of(0, 1, 2), List.of(3, 4), List.of(5, 6));
    }

    @Test
    void a_text_above_the_limit_goes_alone() {
        assertThat(new Batches(3, 10).of(List.of(1, 50, 1))).containsExactly(List.of(0), List.of(1), List.of(2));
    }
}
