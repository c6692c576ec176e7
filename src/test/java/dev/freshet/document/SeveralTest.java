package dev.freshet.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SeveralTest {

    @Test
    void keeps_its_entries_in_their_order_whatever_they_hold() {
        String value = Several.of(List.of("crew, night", " pilots ", "", "[\"a\"]", "crew, night"));

        assertThat(Several.entries(value)).containsExactly("crew, night", "pilots", "[\"a\"]");
        assertThat(Several.shown(value)).isEqualTo(List.of("crew, night", "pilots", "[\"a\"]"));
    }

    @Test
    void a_list_of_one_is_no_plain_value() {
        assertThat(Several.shown(Several.of(List.of("crew")))).isEqualTo(List.of("crew"));
        assertThat(Several.shown("crew")).isEqualTo("crew");
        assertThat(Several.entries("crew")).containsExactly("crew");
    }

    @Test
    void nothing_is_blank() {
        assertThat(Several.of(List.of(" "))).isEmpty();
        assertThat(Several.entries("")).containsExactly("");
    }
}
