package dev.freshet.state;

import dev.freshet.document.DocumentKey;
import java.time.Instant;
import java.util.List;

/** What is being written right now, noted before it is, so that the next start knows what a crash cut short. */
public final class Intents {

    private static final String NOTE = """
            INSERT INTO intents (source, document, run, fingerprint, recipe, started_at) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (source, document) DO UPDATE SET run = excluded.run, fingerprint = excluded.fingerprint,
              recipe = excluded.recipe, started_at = excluded.started_at""";

    private static final String CLEAR = "DELETE FROM intents WHERE source = ? AND document = ?";

    private final Database database;

    public Intents(Database database) {
        this.database = database;
    }

    /** A document that was in hand, and the version of it. */
    public record Intent(DocumentKey key, String fingerprint, String recipe) {}

    /** Notes that a version of a document is in hand, and returns when that outlives the process. */
    public void note(Intent intent, long run, Instant now) {
        database.writingTogether(() -> database.change(sql -> sql.update(
                NOTE,
                intent.key().source(),
                intent.key().document(),
                run,
                intent.fingerprint(),
                intent.recipe(),
                Times.format(now))));
    }

    /** Clears the note, in the transaction that ends the work. */
    public void clear(DocumentKey key) {
        database.change(sql -> sql.update(CLEAR, key.source(), key.document()));
    }

    /** What was in hand when the last process ended. */
    public List<Intent> left() {
        return database.read(handle -> handle.createQuery("SELECT source, document, fingerprint, recipe FROM intents")
                .map((row, context) -> new Intent(
                        new DocumentKey(row.getString("source"), row.getString("document")),
                        row.getString("fingerprint"),
                        row.getString("recipe")))
                .list());
    }
}
