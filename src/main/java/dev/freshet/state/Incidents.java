package dev.freshet.state;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What people are told about, once each: it opens, is announced, and closes. Safe for many threads. */
public final class Incidents {

    private final Database database;

    public Incidents(Database database) {
        this.database = database;
    }

    /**
     * One incident.
     *
     * @param source empty = the whole service
     * @param closedAt null = it goes on
     * @param announcedAt when its opening was handed to the alert route; null = not yet
     */
    public record Incident(
            long id,
            String source,
            String kind,
            String message,
            Instant openedAt,
            @Nullable Instant closedAt,
            @Nullable Instant announcedAt) {}

    /** Opens an incident; one of the same source and kind that is open already gets the new message alone. */
    public void open(String source, String kind, String message, Instant now) {
        database.writing(handle -> handle.execute(
                "INSERT INTO incidents (source, kind, message, opened_at) VALUES (?, ?, ?, ?)"
                        + " ON CONFLICT (source, kind) WHERE closed_at IS NULL DO UPDATE SET message = excluded.message"
                        + " WHERE incidents.message <> excluded.message",
                source,
                kind,
                message,
                Times.format(now)));
    }

    /** Closes the open incident of this source and kind, where there is one. */
    public void close(String source, String kind, Instant now) {
        database.writing(handle -> handle.execute(
                "UPDATE incidents SET closed_at = ? WHERE source = ? AND kind = ? AND closed_at IS NULL",
                Times.format(now),
                source,
                kind));
    }

    /** Notes that the opening was handed to the alert route. */
    public void announced(long id, Instant now) {
        database.writing(
                handle -> handle.execute("UPDATE incidents SET announced_at = ? WHERE id = ?", Times.format(now), id));
    }

    /** Those that go on, oldest first. */
    public List<Incident> open() {
        return database.read(handle -> handle.createQuery("SELECT * FROM incidents WHERE closed_at IS NULL ORDER BY id")
                .map((row, context) -> incident(row))
                .list());
    }

    /** Forgets those that closed before this. */
    public int forgetClosedBefore(Instant limit) {
        return database.write(
                handle -> handle.execute("DELETE FROM incidents WHERE closed_at < ?", Times.format(limit)));
    }

    private static Incident incident(ResultSet row) throws SQLException {
        return new Incident(
                row.getLong("id"),
                row.getString("source"),
                row.getString("kind"),
                row.getString("message"),
                Objects.requireNonNull(Times.parse(row.getString("opened_at"))),
                Times.parse(row.getString("closed_at")),
                Times.parse(row.getString("announced_at")));
    }
}
