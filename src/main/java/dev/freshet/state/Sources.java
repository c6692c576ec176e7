package dev.freshet.state;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The sources the state has seen, with the figures of {@code status}. */
public final class Sources {

    private static final String HALF_WRITTEN = """
            INSERT INTO documents (source, document, fingerprint, recipe, status, stage, error)
            SELECT DISTINCT source, document, '', '', 'failed', 'store',
                   'Its first write was cut short. The next pass makes it again, or removes what is left of it.'
            FROM chunks_in_doubt d WHERE source = (SELECT source FROM ingestion_runs WHERE id = ?)
              AND NOT EXISTS (SELECT 1 FROM documents k WHERE k.source = d.source AND k.document = d.document)""";

    private final Database database;

    public Sources(Database database) {
        this.database = database;
    }

    /** Notes that a source exists. */
    public void register(String id, String kind) {
        database.writing(handle -> handle.execute(
                "INSERT INTO sources (id, kind) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET kind = excluded.kind"
                        + " WHERE sources.kind <> excluded.kind",
                id,
                kind));
    }

    /** Forgets a source; its documents must be gone. */
    public void remove(String id) {
        database.writing(handle -> handle.execute("DELETE FROM sources WHERE id = ?", id));
    }

    /**
     * How far a source was listed.
     *
     * @param position where a listing of changes may begin, in the source's own terms; null = there was none yet
     * @param listedAll when the last listing of everything began whose pass did all it had to do
     */
    public record Cursor(
            @Nullable String position, @Nullable Instant listedAll) {}

    public Cursor cursor(String id) {
        return database.read(handle -> handle.createQuery("SELECT cursor, listed_all FROM sources WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> new Cursor(row.getString("cursor"), Times.parse(row.getString("listed_all"))))
                .findOne()
                .orElseGet(() -> new Cursor(null, null)));
    }

    /** Notes where the next listing of changes begins; null = it has everything. */
    public void advance(String id, @Nullable String position) {
        database.writing(handle -> handle.execute("UPDATE sources SET cursor = ? WHERE id = ?", position, id));
    }

    /** Notes when a listing of everything began whose pass did all it had to do. */
    public void listedAll(String id, Instant began) {
        database.writing(
                handle -> handle.execute("UPDATE sources SET listed_all = ? WHERE id = ?", Times.format(began), id));
    }

    /** Notes that a pass saw all of a source, or all that had changed since its cursor, and did all it had to do. */
    public void completePass(String id, Instant now) {
        database.writing(handle -> {
            handle.execute("UPDATE sources SET last_complete_pass = ? WHERE id = ?", Times.format(now), id);
            handle.execute(
                    "INSERT INTO sources_remade (source) SELECT CAST(? AS text) FROM vector_sets WHERE role = 'next'"
                            + " ON CONFLICT DO NOTHING",
                    id);
        });
    }

    /** The migration that is under way, with the first {@code names} of the documents that hold it up. */
    public Optional<VectorSets.Progress> migration(int names) {
        return new VectorSets(database).progress(names);
    }

    /** Has no pass begin later than now, as those did that a clock set back has made a thing of the future. */
    public void bringBack(Instant now) {
        database.writing(handle ->
                handle.createUpdate("""
                        UPDATE sources SET
                          last_complete_pass = CASE WHEN last_complete_pass > :now THEN :now ELSE last_complete_pass END,
                          listed_all = CASE WHEN listed_all > :now THEN :now ELSE listed_all END
                        WHERE last_complete_pass > :now OR listed_all > :now
                        """).bind("now", Times.format(now)).execute());
    }

    /**
     * Notes documents of a run's source of which the store may hold something and the state knows nothing, because it was out
     * of reach when they were written. A document that goes before the next pass is removed only if it has a row.
     */
    public void noteHalfWritten(long run) {
        database.change(sql -> sql.update(HALF_WRITTEN, run));
    }

    /**
     * Figures of one source.
     *
     * @param documents indexed documents, also those whose newest version failed but whose older one is in the store
     * @param empty those of them that have no text, and so no chunks
     * @param failed documents whose newest version isn't in the store, failed or quarantined
     */
    public record SourceFigures(
            String id,
            String kind,
            long documents,
            long chunks,
            long empty,
            long failed,
            long quarantined,
            @Nullable Instant lastCompletePass,
            @Nullable Instant lastIngested) {}

    public List<SourceFigures> figures() {
        return database.read(handle -> handle.createQuery("""
                        SELECT s.id, s.kind, s.last_complete_pass,
                               count(d.checksum) AS documents, coalesce(sum(d.chunk_count), 0) AS chunks,
                               count(*) FILTER (WHERE d.status = 'indexed' AND d.chunk_count = 0) AS empty,
                               count(*) FILTER (WHERE d.status <> 'indexed') AS failed,
                               count(*) FILTER (WHERE d.status = 'quarantined') AS quarantined,
                               max(d.last_ingested) AS last_ingested
                        FROM sources s LEFT JOIN documents d ON d.source = s.id
                        GROUP BY s.id ORDER BY s.id
                        """)
                .map((row, context) -> new SourceFigures(
                        row.getString("id"),
                        row.getString("kind"),
                        row.getLong("documents"),
                        row.getLong("chunks"),
                        row.getLong("empty"),
                        row.getLong("failed"),
                        row.getLong("quarantined"),
                        Times.parse(row.getString("last_complete_pass")),
                        Times.parse(row.getString("last_ingested"))))
                .list());
    }
}
