package dev.freshet.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.testing.StateKind;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sqlite.SQLiteErrorCode;

/** Writes that come at the same time end together, and no write is harmed by another. */
@ParameterizedClass
@EnumSource
class SharedTransactionsTest {

    @Parameter
    @SuppressWarnings("NullAway.Init")
    private StateKind kind;

    private static final int WRITERS = 20;

    @TempDir
    Path folder;

    private Database database;
    private SharedTransactions shared;
    private final AtomicInteger transactions = new AtomicInteger();
    private final ExecutorService threads = Executors.newFixedThreadPool(WRITERS + 1);
    private final CountDownLatch busy = new CountDownLatch(1);

    @BeforeEach
    void open() {
        database = kind.open(folder);
        shared = new SharedTransactions(work -> {
            transactions.incrementAndGet();
            database.writing(handle -> work.run());
        });
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        database.close();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void add(String source) {
        database.change(sql -> sql.update("INSERT INTO sources (id, kind) VALUES (?, 'folder')", source));
    }

    private List<String> sources() {
        return database.look(sql -> sql.list("SELECT id FROM sources ORDER BY id", row -> row.getString(1)));
    }

    private CompletableFuture<Void> writing(Runnable work) {
        return CompletableFuture.runAsync(() -> shared.run(work), threads);
    }

    /** Keeps the first write from its end until all others wait for theirs. */
    private List<CompletableFuture<Void>> meanwhile(List<Runnable> works) {
        CountDownLatch first = new CountDownLatch(1);
        CompletableFuture<Void> slow = writing(() -> {
            first.countDown();
            await(busy);
        });
        await(first);
        List<CompletableFuture<Void>> pending =
                works.stream().map(this::writing).toList();
        Awaitility.await().until(() -> shared.waiting() == works.size());
        busy.countDown();
        slow.join();
        return pending;
    }

    @Test
    void writes_that_wait_share_a_transaction() {
        List<Runnable> works = IntStream.range(0, WRITERS)
                .<Runnable>mapToObj(i -> () -> add("source-" + i))
                .toList();

        meanwhile(works).forEach(CompletableFuture::join);

        assertThat(sources()).hasSize(WRITERS);
        assertThat(transactions).hasValue(2);
    }

    @Test
    void all_of_many_writes_are_there_when_they_return() {
        List<CompletableFuture<Void>> pending = IntStream.range(0, 2_000)
                .mapToObj(i -> writing(() -> add("source-" + i)))
                .toList();

        pending.forEach(CompletableFuture::join);

        assertThat(sources()).hasSize(2_000);
    }

    @Test
    void a_write_that_fails_is_undone_alone() {
        List<Runnable> works = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            String source = "source-" + i;
            boolean broken = i == 4;
            works.add(() -> {
                add(source);
                if (broken) {
                    throw new IllegalArgumentException("broken");
                }
            });
        }

        List<CompletableFuture<Void>> pending = meanwhile(works);

        assertThatThrownBy(pending.get(4)::join).hasRootCauseMessage("broken");
        pending.stream().filter(one -> one != pending.get(4)).forEach(CompletableFuture::join);
        assertThat(sources()).hasSize(9).doesNotContain("source-4");
    }

    @Test
    void a_full_disk_is_told_to_all_and_the_next_write_goes_on() {
        List<Runnable> works = new ArrayList<>(List.of(() -> add("a"), () -> add("b")));
        works.add(() -> {
            throw new IllegalStateException(new SQLException("full", "", SQLiteErrorCode.SQLITE_FULL.code));
        });

        List<CompletableFuture<Void>> pending = meanwhile(works);

        for (CompletableFuture<Void> one : pending) {
            assertThatThrownBy(one::join)
                    .isInstanceOf(CompletionException.class)
                    .satisfies(failure ->
                            assertThat(DatabaseException.meaning(failure)).isPresent());
        }
        database.writingTogether(() -> add("c"));
        assertThat(sources()).containsExactly("c");
    }

    @Test
    void a_write_inside_a_write_ends_with_it() {
        assertThatThrownBy(() -> database.writing(outer -> {
                    database.writingTogether(() -> add("a"));
                    throw new IllegalStateException("half-way");
                }))
                .hasMessage("half-way");

        assertThat(sources()).isEmpty();
    }
}
