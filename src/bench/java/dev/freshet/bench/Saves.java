package dev.freshet.bench;

import dev.freshet.testing.Prose;
import dev.freshet.testing.TestFolder;
import dev.freshet.testing.TestHome;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** A person who saves documents of a watched folder, and looks when the store has what was saved. */
final class Saves implements AutoCloseable {

    private static final long LONGEST_NANOS = 120_000_000_000L;
    private static final long LOOK_EVERY_NANOS = 5_000_000;

    private final TestFolder documents;
    private final int known;
    private final Prose prose = new Prose(29);
    private final Random random = new Random(31);
    private final Connection store;
    private final PreparedStatement text;
    private final Map<String, Saved> open = new LinkedHashMap<>();
    private final List<Saved> all = new ArrayList<>();

    /** What was saved, and when. */
    record Saved(String document, String word, long at) {}

    /**
     * @param known documents {@code note-1.md} and so on, which are indexed
     */
    Saves(TestHome home, int known) throws SQLException {
        this.documents = home.documents();
        this.known = known;
        Path file = home.data().resolve("freshet.db");
        this.store = DriverManager.getConnection("jdbc:sqlite:" + file);
        this.text = store.prepareStatement("SELECT text FROM store_chunks WHERE source = 'docs' AND document = ?");
    }

    /** Saves so often, two or three times a second, and gives the times from each save until it was in the store, in s. */
    List<Double> run(int saves) throws Exception {
        List<Double> seconds = new ArrayList<>();
        long next = System.nanoTime();
        while (seconds.size() < saves) {
            if (all.size() < saves && System.nanoTime() - next >= 0) {
                save();
                next += (200 + random.nextInt(300)) * 1_000_000L;
            }
            for (Iterator<Saved> each = open.values().iterator(); each.hasNext(); ) {
                Saved saved = each.next();
                long since = System.nanoTime() - saved.at();
                if (isStored(saved)) {
                    each.remove();
                    seconds.add(since / 1e9);
                } else if (since > LONGEST_NANOS) {
                    throw new IllegalStateException(saved + " isn't in the store");
                }
            }
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
        return seconds;
    }

    /** Three changes of a known document, then a new one. */
    private void save() throws IOException {
        int number = all.size();
        String document = number % 4 < 3 ? "note-" + (number % known + 1) + ".md" : "late-" + number + ".md";
        String word = "quokka" + number + "x";
        documents.write(document, "# Note\n\n" + prose.words(60) + " " + word + ".\n");
        Saved saved = new Saved(document, word, System.nanoTime());
        all.add(saved);
        open.put(document, saved);
    }

    private boolean isStored(Saved saved) throws SQLException {
        text.setString(1, saved.document());
        try (ResultSet rows = text.executeQuery()) {
            while (rows.next()) {
                if (rows.getString(1).contains(saved.word())) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Everything that was saved. */
    List<Saved> all() {
        return List.copyOf(all);
    }

    @Override
    public void close() throws SQLException {
        store.close();
    }
}
