package dev.freshet.state;

import dev.freshet.postgres.ServerError;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Lets one process at a time write to a state in PostgreSQL, from whichever host. It is held by the connection that writes, so
 * that nothing can be written without it, and the server frees it when that connection ends, however it does.
 */
final class StateLock {

    /** "Fres" in ASCII: tells our locks from those of other programs. */
    private static final int OURS = 0x46726573;

    /** The server takes a moment to see that a killed process is gone. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final String NOT_AVAILABLE = "55P03";

    private static final String HOLDER = """
            SELECT a.pid, coalesce(a.application_name, '') AS program,
                   coalesce(host(a.client_addr), 'the server''s own host') AS host,
                   CAST(date_trunc('second', a.backend_start AT TIME ZONE 'UTC') AS text) AS since
            FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
            WHERE l.locktype = 'advisory' AND l.classid = :ours AND l.objid = :number AND l.objsubid = 2 AND l.granted
              AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())""";

    private record Holder(int process, String program, String host, String since) {}

    private final PostgresState state;

    StateLock(PostgresState state) {
        this.state = state;
    }

    /** Never negative, as the server shows it. */
    private int number() {
        return state.schema().hashCode() & Integer.MAX_VALUE;
    }

    /**
     * Takes it for as long as the connection lives. An older connection of this very database, which was lost on the way and
     * which the server believes in still, is ended.
     *
     * @throws DatabaseException if another process has it
     */
    void take(Handle writer) {
        if (isTaken(writer)) {
            return;
        }
        List<Holder> holders = holders(writer);
        holders.stream()
                .filter(holder -> holder.program().equals(state.server().program()))
                .forEach(ours -> writer.createQuery("SELECT pg_terminate_backend(?)")
                        .bind(0, ours.process())
                        .mapTo(boolean.class)
                        .one());
        if (!isTaken(writer)) {
            throw DatabaseException.ofUse(new PostgresWords(state).place(), holder(holders));
        }
    }

    private boolean isTaken(Handle writer) {
        // before a statement takes too long
        long wait = Math.min(PATIENCE.toMillis(), state.server().timeout().toMillis() / 2);
        writer.execute("SET lock_timeout = " + wait);
        try {
            writer.createQuery("SELECT pg_advisory_lock(?, ?)")
                    .bind(0, OURS)
                    .bind(1, number())
                    .mapTo(String.class)
                    .list();
            return true;
        } catch (RuntimeException e) {
            ServerError error = ServerError.in(e);
            if (error == null || !error.code().equals(NOT_AVAILABLE)) {
                throw e;
            }
            return false;
        } finally {
            writer.execute("RESET lock_timeout");
        }
    }

    private List<Holder> holders(Handle writer) {
        return writer.createQuery(HOLDER)
                .bind("ours", OURS)
                .bind("number", number())
                .map((row, context) -> new Holder(
                        row.getInt("pid"), row.getString("program"), row.getString("host"), row.getString("since")))
                .list();
    }

    private static String holder(List<Holder> holders) {
        return holders.stream()
                .findFirst()
                .map(holder -> "'" + holder.program() + "', which came from " + holder.host() + " at " + holder.since()
                        + " UTC")
                .orElse("another process");
    }
}
