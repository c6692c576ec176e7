package dev.freshet.state;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The record of every pass. */
public final class Runs {

    private static final String SELECT = "SELECT * FROM ingestion_runs ";

    private final Database database;

    public Runs(Database database) {
        this.database = database;
    }

    /** How a run ended, or that it didn't yet. */
    public enum RunStatus {
        RUNNING,
        COMPLETED,
        FAILED,
        /** Its deletions wait for an approval; everything else is done. */
        HELD,
        /** The process ended before the run did. */
        INTERRUPTED;

        /** The form in the state and in JSON. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
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
            long held) {}

    /**
     * One pass.
     *
     * @param kind {@code sync}, {@code full} or {@code rebuild}
     * @param trigger who asked: {@code schedule}, {@code cli}, …
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

    /** Opens a run and gives its number. */
    public long start(String source, String trigger, String kind, Instant now) {
        return database.write(
                handle -> handle.createQuery("INSERT INTO ingestion_runs (source, trigger, kind, started_at, status)"
                                + " VALUES (:source, :trigger, :kind, :now, 'running') RETURNING id")
                        .bind("source", source)
                        .bind("trigger", trigger)
                        .bind("kind", kind)
                        .bind("now", Times.format(now))
                        .mapTo(long.class)
                        .one());
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
                .bind("message", message)
                .execute());
    }

    /** Marks runs that their process left open. */
    public int interruptOpen(Instant now) {
        return database.write(handle -> handle.execute(
                "UPDATE ingestion_runs SET status = 'interrupted', completed_at = ?,"
                        + " message = 'The process ended before the run did.' WHERE status = 'running'",
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
