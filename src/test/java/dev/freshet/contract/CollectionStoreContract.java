package dev.freshet.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.document.Chunk;
import dev.freshet.document.DocumentKey;
import dev.freshet.remote.OutageException;
import dev.freshet.store.SearchHit;
import dev.freshet.store.VectorStore;
import dev.freshet.testing.CollectionServer;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a vector store promises that makes a collection in a program where others keep theirs. */
public abstract class CollectionStoreContract extends RemoteStoreContract {

    private static final DocumentKey GUIDE = new DocumentKey("docs", "guide.md");

    protected abstract CollectionServer program();

    /** Name of the collection that {@link #emptyStore} makes. */
    protected abstract String collection();

    /** Another client of it. */
    protected abstract VectorStore another();

    @Override
    protected URI server() {
        return program().uri();
    }

    private static List<Chunk> chunks(int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> chunk(GUIDE, i, "Part number " + i))
                .toList();
    }

    protected static void write(VectorStore store, int number) {
        List<Chunk> chunks = chunks(number);
        store.upsert(version(GUIDE), chunks, vectors(chunks));
    }

    @Test
    void what_others_keep_is_neither_found_nor_counted_however_near_it_is() {
        VectorStore store = another();
        write(store, 3);
        for (int i = 0; i < 150; i++) {
            program()
                    .putTheirs(
                            collection(),
                            new UUID(1, i).toString(),
                            vector(chunk(GUIDE, 1, "Part number 1").checksum()));
        }

        assertThat(find(store, "Part number 1", 3))
                .extracting(SearchHit::text)
                .hasSize(3)
                .first()
                .isEqualTo("Part number 1");
        assertThat(store.counts().chunks()).isEqualTo(3);
        assertThat(store.count("docs")).isEqualTo(3);
    }

    @Test
    void a_collection_that_was_dropped_is_empty_and_comes_back() {
        VectorStore store = another();
        write(store, 3);
        program().drop(collection());

        assertThat(store.count("docs")).isZero();
        assertThat(find(store, "Part number 1", 3)).isEmpty();
        store.describe(version(GUIDE), chunks(3));
        assertThat(program().contents(collection())).isEmpty();
        write(store, 3);
        assertThat(store.count("docs")).isEqualTo(3);
    }

    @Test
    void two_that_begin_at_once_make_one_collection() {
        VectorStore one = another();
        VectorStore other = another();
        List<Chunk> chunks = chunks(8);

        IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.runAsync(() ->
                        (i % 2 == 0 ? one : other).upsert(version(GUIDE), chunks.subList(i, i + 1), vectors(chunks))))
                .toList()
                .forEach(CompletableFuture::join);

        assertThat(one.count("docs")).isEqualTo(8);
    }

    @Test
    void vectors_of_another_length_are_said_and_the_collection_is_left_as_it_is() {
        write(another(), 1);
        List<String> before = program().contents(collection());
        Chunk chunk = chunk(GUIDE, 0, "Restart the pump");
        VectorStore other = another();

        assertThatThrownBy(() ->
                        other.upsert(version(GUIDE), List.of(chunk), Map.of(chunk.checksum(), new float[] {1, 0})))
                .isInstanceOf(OutageException.class)
                .hasMessageContaining("has vectors of 16 numbers, and the model gives 2")
                .hasMessageContaining("It was left as it is. Set freshet.store.");
        assertThat(program().contents(collection())).isEqualTo(before);
    }
}
