package dev.freshet.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.testing.TestFolder;
import dev.freshet.testing.TestHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Any sequence of changes ends in the same store as a fresh ingest of its outcome. */
class RandomChangesTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private TestHome home;

    @SuppressWarnings("NullAway.Init")
    private TestFolder documents;

    @BeforeEach
    void makeHome() {
        home = TestHome.in(folder);
        documents = home.documents();
    }

    private static final int ROUNDS = 6;
    private static final int CHANGES = 10;

    private final List<String> names = new ArrayList<>();
    private int number;

    @ParameterizedTest
    @ValueSource(longs = {1, 2026})
    void store_equals_a_fresh_ingest_after_each_round(long seed) throws Exception {
        home.option("freshet.delete-guard.documents", "1000");
        Random random = new Random(seed);
        for (int i = 0; i < 12; i++) {
            add(random);
        }
        home.sync();

        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < CHANGES; i++) {
                change(random);
            }
            assertThat(home.sync().counts()).startsWith("completed").endsWith("!0");
            home.assertEqualToFreshIngest();
        }
    }

    private String any(Random random) {
        return names.get(random.nextInt(names.size()));
    }

    private static String text(Random random) {
        return "# Gate " + random.nextInt(6) + "\n\nThe keeper of gate " + random.nextInt(6)
                + " has rope.\n\n## More\n\n" + "Lantern " + random.nextInt(6) + " is lit.\n";
    }

    private void add(Random random) throws IOException {
        String name = (random.nextBoolean() ? "sub-" + random.nextInt(3) + "/" : "") + "doc-" + number++ + ".md";
        documents.write(name, text(random));
        names.add(name);
    }

    private void change(Random random) throws IOException {
        if (names.size() < 4) {
            add(random);
            return;
        }
        String name = any(random);
        switch (random.nextInt(8)) {
            case 0 -> add(random);
            case 1 -> documents.write(name, text(random));
            case 2 -> {
                documents.delete(name);
                names.remove(name);
            }
            case 3 -> rename(name, "renamed-" + number++ + ".md");
            case 4 -> rename(name, "moved/" + number++ + "/" + name);
            case 5 ->
                Files.setLastModifiedTime(
                        documents.path(name), java.nio.file.attribute.FileTime.fromMillis(random.nextInt()));
            case 6 -> swap(name, any(random));
            default -> {
                documents.delete(name);
                names.remove(name);
                documents.write(name + "/part.md", text(random));
                names.add(name + "/part.md");
            }
        }
    }

    private void rename(String from, String to) throws IOException {
        documents.move(from, to);
        names.remove(from);
        names.add(to);
    }

    private void swap(String one, String other) throws IOException {
        documents.move(one, "swap.md");
        if (!one.equals(other)) {
            documents.move(other, one);
        }
        documents.move("swap.md", other);
    }
}
