package dev.freshet.state;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The record of every pass. */
public final class Runs {

    private static final String SELECT = "SELECT * FROM ingestion_runs ";

    private final Database database;
    private final UnaryOperator<String> withoutSecrets;

    public Runs(Database database) {
        this(database, UnaryOperator.identity());
    }

    /** Runs whose messages are kept as a net leaves them, since a library may quote a password. */
    public Runs(Database database, UnaryOperator<String> withoutSecrets) {
        this.database = database;
        this.withoutSecrets = withoutSecrets;
    }

    /** Documents by what became of them in a run. {@code held} = deletions that wait for an approval. */
    public record Counts(
            long added,
            long updated,
            long deleted,
            long unchanged,
            long failed,
            long excluded,
            long deferred,
            long held) {

        public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0, 0);
    }

    /**
     * One pass.
     *
     * @param kind {@code sync}, {@code full}, {@code rebuild}, {@code documents} or {@code repair}
     * @param trigger who asked: {@code schedule}, {@code cli}, …
     * @param startedAt while it waits, when it was asked for
     * @param message the error, or a remark; null where all is well
     */
    public record Run(
            long id,
            String source,
            String trigger,
            String kind,
            Instant startedAt,
            @Nullable Instant completedAt,
            Counts counts,
            RunStatus status,
            @Nullable String message) {}

    /** Notes a run that waits for its turn, and gives its number. */
    public long request(String source, String trigger, String kind, Instant now) {
        return database.write(
                handle -> handle.createQuery("INSERT INTO ingestion_runs (source, trigger, kind, started_at, status)"
                                + " VALUES (:source, :trigger, :kind, :now, 'waiting') RETURNING id")
                        .bind("source", source)
                        .bind("trigger", trigger)
                        .bind("kind", kind)
                        .bind("now", Times.format(now))
                        .mapTo(long.class)
                        .one());
    }

    /**
     * Notes that a waiting run begins. An earlier one of its source that is open still is one whose end, or beginning, could
     * not be written.
     */
    public void start(long id, Instant now) {
        database.writing(handle -> {
            handle.execute(
                    "UPDATE ingestion_runs SET status = 'interrupted', completed_at = ?,"
                            + " message = CASE status WHEN 'waiting' THEN 'Its beginning could not be written down.'"
                            + " ELSE 'Its end could not be written down.' END"
                            + " WHERE (status = 'running' OR (status = 'waiting' AND id < ?))"
                            + " AND source = (SELECT source FROM ingestion_runs WHERE id = ?)",
                    Times.format(now),
                    id,
                    id);
            handle.execute(
                    "UPDATE ingestion_runs SET status = 'running', started_at = ? WHERE id = ?", Times.format(now), id);
        });
    }

    /** Closes a run. */
    public void end(long id, RunStatus status, Counts counts, @Nullable String message, Instant now) {
        database.writing(handle -> handle.createUpdate("UPDATE ingestion_runs SET completed_at = :now,"
                        + " docs_added = :added, docs_updated = :updated, docs_deleted = :deleted,"
                        + " docs_unchanged = :unchanged, docs_failed = :failed, docs_excluded = :excluded,"
                        + " docs_deferred = :deferred, docs_held = :held, status = :status, message = :message"
                        + " WHERE id = :id")
                .bindMethods(counts)
                .bind("id", id)
                .bind("now", Times.format(now))
                .bind("status", status.text())
                .bind("message", message == null ? null : withoutSecrets.apply(message))
                .execute());
    }

    /** Marks runs that their process left open. */
    public int interruptOpen(Instant now) {
        return database.write(handle -> handle.execute(
                "UPDATE ingestion_runs SET status = 'interrupted', completed_at = ?,"
                        + " message = 'The process ended before the run did.' WHERE status IN ('running', 'waiting')",
                Times.format(now)));
    }

    public Optional<Run> find(long id) {
        return database.read(handle -> handle.createQuery(SELECT + "WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> run(row))
                .findOne());
    }

    /** The newest run of a source. */
    public Optional<Run> last(String source) {
        return database.read(handle -> handle.createQuery(SELECT + "WHERE source = :source ORDER BY id DESC LIMIT 1")
                .bind("source", source)
                .map((row, context) -> run(row))
                .findOne());
    }

    /** The newest run of a source that has ended, however. */
    public Optional<Run> lastEnded(String source) {
        return database.read(handle -> handle.createQuery(
                        SELECT + "WHERE source = :source AND completed_at IS NOT NULL ORDER BY id DESC LIMIT 1")
                .bind("source", source)
                .map((row, context) -> run(row))
                .findOne());
    }

    /** The newest run of a source that was to see all of it and has ended, however. */
    public Optional<Run> lastEndedPass(String source) {
        return database.read(handle -> handle.createQuery(SELECT
                        + "WHERE source = :source AND completed_at IS NOT NULL AND kind NOT IN ('documents', 'repair')"
                        + " ORDER BY id DESC LIMIT 1")
                .bind("source", source)
                .map((row, context) -> run(row))
                .findOne());
    }

    /** The newest run of any source that has ended, however. */
    public Optional<Run> newestEnded() {
        return database.read(
                handle -> handle.createQuery(SELECT + "WHERE completed_at IS NOT NULL ORDER BY id DESC LIMIT 1")
                        .map((row, context) -> run(row))
                        .findOne());
    }

    /** The newest run of a source, of one of these kinds, that saw all of it. */
    public Optional<Run> lastCompleted(String source, Collection<String> kinds) {
        return database.read(handle -> handle.createQuery(
                        SELECT
                                + "WHERE source = :source AND status = 'completed' AND kind IN (<kinds>) ORDER BY id DESC LIMIT 1")
                .bind("source", source)
                .bindList("kinds", List.copyOf(kinds))
                .map((row, context) -> run(row))
                .findOne());
    }

    /** The oldest run of a source that is known and saw all of it. */
    public Optional<Run> firstCompleted(String source) {
        return database.read(handle -> handle.createQuery(
                        SELECT
                                + "WHERE source = :source AND status = 'completed' AND kind NOT IN ('documents', 'repair') ORDER BY id LIMIT 1")
                .bind("source", source)
                .map((row, context) -> run(row))
                .findOne());
    }

    /** The newest run of any source that saw all of it. */
    public Optional<Run> lastCompleted() {
        return database.read(handle -> handle.createQuery(SELECT
                        + "WHERE status = 'completed' AND kind NOT IN ('documents', 'repair') ORDER BY id DESC LIMIT 1")
                .map((row, context) -> run(row))
                .findOne());
    }

    /** Writes down the names of documents whose deletion a run holds. */
    public void hold(long id, Collection<String> documents) {
        database.writing(handle -> {
            var batch = handle.prepareBatch(
                    "INSERT INTO held_documents (run, document) VALUES (?, ?) ON CONFLICT DO NOTHING");
            documents.forEach(document -> batch.add(id, document));
            batch.execute();
        });
    }

    /** Forgets runs that ended before this, except the newest of each source and kind. */
    public int forgetEndedBefore(Instant limit) {
        return database.write(handle -> handle.execute(
                "DELETE FROM ingestion_runs WHERE completed_at < ? AND id NOT IN"
                        + " (SELECT max(id) FROM ingestion_runs GROUP BY source, kind)",
                Times.format(limit)));
    }

    /** The newest runs, newest first. */
    public List<Run> newest(int limit) {
        return database.read(handle -> handle.createQuery(SELECT + "ORDER BY id DESC LIMIT :limit")
                .bind("limit", limit)
                .map((row, context) -> run(row))
                .list());
    }

    private static Run run(ResultSet row) throws SQLException {
        Counts counts = new Counts(
                row.getLong("docs_added"),
                row.getLong("docs_updated"),
                row.getLong("docs_deleted"),
                row.getLong("docs_unchanged"),
                row.getLong("docs_failed"),
                row.getLong("docs_excluded"),
                row.getLong("docs_deferred"),
                row.getLong("docs_held"));
        return new Run(
                row.getLong("id"),
                row.getString("source"),
                row.getString("trigger"),
                row.getString("kind"),
                Objects.requireNonNull(Times.parse(row.getString("started_at"))),
                Times.parse(row.getString("completed_at")),
                counts,
                RunStatus.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                row.getString("message"));
    }
}
