package dev.freshet.state;

import dev.freshet.document.DocumentKey;
import dev.freshet.state.Documents.NumberedDocument;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The sets of vectors in the embedded store: the one that answers searches and, during a migration, the one that is being
 * made. The rows of documents and chunks say what the newest of them holds.
 */
public final class VectorSets {

    private static final String OF_ROLE = "SELECT id, recipe, model, dimensions, chunk_size, chunk_overlap, options"
            + " FROM vector_sets WHERE role = ?";

    private static final String ADD = "INSERT INTO vector_sets (role, recipe, model, dimensions, chunk_size,"
            + " chunk_overlap, options, began_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)";

    /** Whatever recipe their rows name: it may have been made for another store. */
    private static final String REMAKE =
            "INSERT INTO documents_to_remake SELECT id FROM documents WHERE checksum IS NOT NULL";

    /** Documents that the new set holds. */
    private static final String MADE = "SELECT id, source, document FROM documents"
            + " WHERE checksum IS NOT NULL AND id NOT IN (SELECT document_id FROM documents_to_remake)";

    private static final String MAKE_DUE = """
            UPDATE documents SET status = 'failed', stage = 'migration', attempts = 0, next_attempt_at = NULL,
              error = 'The migration that made it anew was given up. The next pass makes it again.'
            WHERE id = ?""";

    /** A repair found that the new set lacks something of them. */
    private static final String DAMAGED =
            "SELECT count(*) FROM documents WHERE status <> 'indexed' AND stage = 'verify'";

    private final Database database;

    public VectorSets(Database database) {
        this.database = database;
    }

    /** The one that answers searches; empty = nothing was written yet, or before there were sets. */
    public Optional<VectorSet> serving() {
        return ofRole("serving");
    }

    /** The one that is being made. */
    public Optional<VectorSet> next() {
        return ofRole("next");
    }

    /** The one that is being removed. */
    public Optional<VectorSet> leaving() {
        return ofRole("leaving");
    }

    private Optional<VectorSet> ofRole(String role) {
        return database.look(sql -> sql.list(OF_ROLE, VectorSets::set, role)).stream()
                .findFirst();
    }

    private static VectorSet set(ResultSet row) throws SQLException {
        return new VectorSet(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getInt(4),
                row.getInt(5),
                row.getInt(6),
                options(row.getString(7)));
    }

    private static Map<String, String> options(String text) {
        return text.lines()
                .map(line -> line.split("=", 2))
                .filter(parts -> parts.length == 2)
                .collect(Collectors.toUnmodifiableMap(parts -> parts[0], parts -> parts[1]));
    }

    private static String text(Map<String, String> options) {
        return new TreeMap<>(options)
                .entrySet().stream()
                        .map(option -> option.getKey() + "=" + option.getValue())
                        .collect(Collectors.joining("\n"));
    }

    /** Takes this for the one that answers searches. */
    public void serve(VectorSet set, Instant now) {
        put("serving", set, now);
    }

    /** Notes what the set that is being made, or serves, is made with today: the recipe is the same. */
    private void put(String role, VectorSet set, Instant now) {
        database.change(sql -> {
            int known = sql.update(
                    "UPDATE vector_sets SET recipe = ?, model = ?, dimensions = ?, chunk_size = ?, chunk_overlap = ?,"
                            + " options = ? WHERE role = ?",
                    set.recipe(),
                    set.model(),
                    set.dimensions(),
                    set.chunkSize(),
                    set.chunkOverlap(),
                    text(set.options()),
                    role);
            if (known == 0) {
                sql.update(
                        ADD,
                        role,
                        set.recipe(),
                        set.model(),
                        set.dimensions(),
                        set.chunkSize(),
                        set.chunkOverlap(),
                        text(set.options()),
                        Times.format(now));
            }
        });
    }

    /**
     * Begins a set: every document is to be made anew, and every source to be listed as a whole.
     *
     * @return its number
     */
    public long begin(VectorSet set, Instant now) {
        put("next", set, now);
        database.change(sql -> {
            sql.update("DELETE FROM sources_remade");
            sql.update("DELETE FROM documents_to_remake");
            sql.update(REMAKE);
            sql.update("UPDATE documents SET recipe = '' WHERE checksum IS NOT NULL");
            sql.update("UPDATE sources SET cursor = NULL");
        });
        return next().orElseThrow().id();
    }

    /** Goes on with the set that is being made. */
    public void resume(VectorSet set, Instant now) {
        put("next", set, now);
    }

    /** Whether the new set has all that the old one has, and every one of these sources was looked at as a whole. */
    public boolean isComplete(Collection<String> sources) {
        return next().isPresent()
                && number("SELECT count(*) FROM documents_to_remake") == 0
                && number(DAMAGED) == 0
                && remade().containsAll(sources);
    }

    private long number(String query) {
        return database.look(sql -> sql.number(query));
    }

    private List<String> remade() {
        return database.look(sql -> sql.list("SELECT source FROM sources_remade", row -> row.getString(1)));
    }

    /** The new set answers from now on; gives its number. */
    public long switchOver() {
        database.change(sql -> {
            sql.update("UPDATE vector_sets SET role = 'leaving' WHERE role = 'serving'");
            sql.update("UPDATE vector_sets SET role = 'serving' WHERE role = 'next'");
            sql.update("DELETE FROM sources_remade");
        });
        return serving().orElseThrow().id();
    }

    /**
     * Gives the new set up, and makes due what it held.
     *
     * @return documents of which the state says what the new set held
     */
    public List<NumberedDocument> giveUp() {
        List<NumberedDocument> made = database.look(sql -> sql.list(
                MADE,
                row -> new NumberedDocument(row.getLong(1), new DocumentKey(row.getString(2), row.getString(3)))));
        database.change(sql -> {
            sql.batch(MAKE_DUE, made, (update, document) -> update.setLong(1, document.id()));
            sql.update("UPDATE sources SET cursor = NULL");
            sql.update("DELETE FROM documents_to_remake");
            sql.update("DELETE FROM sources_remade");
            sql.update("UPDATE vector_sets SET role = 'leaving' WHERE role = 'next'");
        });
        return made;
    }

    /** Nothing is left of the set that was leaving. */
    public void left() {
        database.change(sql -> sql.update("DELETE FROM vector_sets WHERE role = 'leaving'"));
    }

    /**
     * How far a migration is.
     *
     * @param from recipe of the set that answers
     * @param to recipe of the set that is being made
     * @param documentsLeft that only the old set has
     * @param failing those of them that failed with the new recipe
     */
    public record Progress(String from, String to, Instant began, long documentsLeft, List<String> failing) {}

    /** Empty where none is under way. */
    public Optional<Progress> progress(int names) {
        return database.read(handle -> handle.createQuery("""
                        SELECT s.recipe AS from_recipe, n.recipe AS to_recipe, n.began_at,
                               (SELECT count(*) FROM documents_to_remake) AS documents_left
                        FROM vector_sets s, vector_sets n WHERE s.role = 'serving' AND n.role = 'next'
                        """)
                .map((row, context) -> new Progress(
                        row.getString("from_recipe"),
                        row.getString("to_recipe"),
                        Objects.requireNonNull(Times.parse(row.getString("began_at"))),
                        row.getLong("documents_left"),
                        failing(names)))
                .findOne());
    }

    private List<String> failing(int names) {
        return database.look(sql -> sql.list(
                "SELECT source || ':' || document FROM documents WHERE status <> 'indexed'"
                        + " AND id IN (SELECT document_id FROM documents_to_remake) ORDER BY source, document LIMIT ?",
                row -> row.getString(1),
                names));
    }
}
