package dev.freshet.store.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers tell the order of ids. */
class IdOrderTest {

    private final Random random = new Random(7);

    private UUID id() {
        return new UUID(random.nextLong(), random.nextLong());
    }

    @Test
    void ids_in_the_order_of_text_are_in_the_order_of_numbers() {
        List<UUID> ids = Stream.generate(this::id).limit(10_000).toList();

        List<Long> numbers = ids.stream()
                .sorted((left, right) -> left.toString().compareTo(right.toString()))
                .map(IdOrder::of)
                .toList();

        assertThat(numbers).isSorted().allMatch(number -> number >= 0 && number < IdOrder.END);
    }

    @Test
    void nothing_behind_an_id_has_a_smaller_number() {
        for (int i = 0; i < 1_000; i++) {
            UUID after = id();
            UUID other = id();
            boolean isBehind = other.toString().compareTo(after.toString()) > 0;

            assertThat(isBehind && IdOrder.of(other) < IdOrder.firstBehind(after.toString()))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "  ", "00000000-0000-0000-0000-000000000000"})
    void everything_is_behind_the_first_texts(String id) {
        assertThat(IdOrder.firstBehind(id)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"g", "zz", "ä", "ffffffff-ffff-ffff-ffff-ffffffffffff"})
    void nothing_is_behind_the_last_texts(String id) {
        assertThat(IdOrder.firstBehind(id)).isEqualTo(IdOrder.END);
    }
}
