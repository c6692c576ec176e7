package dev.freshet.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.embed.MiniLmEmbedder;
import org.junit.jupiter.api.Test;

class ChunkOptionsTest {

    @Test
    void the_default_is_256_tokens_with_32_overlapping() {
        assertThat(ChunkOptions.DEFAULT).isEqualTo(new ChunkOptions(256, 32));
    }

    @Test
    void a_size_that_the_model_does_not_read_is_refused() {
        try (MiniLmEmbedder embedder = new MiniLmEmbedder(1)) {
            ChunkOptions longest = new ChunkOptions(510, 32);

            assertThat(longest.checkedFor(embedder)).isSameAs(longest);
            assertThatThrownBy(() -> new ChunkOptions(511, 32).checkedFor(embedder))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("chunk size is 511 tokens, but all-minilm-l6-v2-q reads 510. Set it to 510 or less");
        }
    }

    @Test
    void a_tiny_size_is_refused() {
        assertThatThrownBy(() -> new ChunkOptions(31, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("chunk size is 31 tokens. Set it to 32 or more");
    }

    @Test
    void an_overlap_of_more_than_half_is_refused() {
        assertThatThrownBy(() -> new ChunkOptions(100, 51))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("chunk overlap is 51 tokens. Set it between 0 and 50, half of the size");
        assertThatThrownBy(() -> new ChunkOptions(100, -1)).isInstanceOf(IllegalArgumentException.class);
    }
}
