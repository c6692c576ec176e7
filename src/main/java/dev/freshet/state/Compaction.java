package dev.freshet.state;

import java.sql.SQLException;
import java.sql.Statement;
import org.jdbi.v3.core.Handle;

/** Makes the file smaller, a step at a time: who wants to write waits for one step, not for all of them. */
final class Compaction {

    /** Free pages in the file up to which it is left as it is: the next documents take them. One in so many. */
    private static final int FREE_SHARE = 10;

    /** Pages of a small file aren't worth the moving. */
    private static final int FEW_PAGES = 2_000;

    /** Pages moved in a step, which takes some tens of milliseconds. */
    private static final int STEP = 2_000;

    private Compaction() {}

    static int learn(Handle writer) {
        return writer.execute("PRAGMA optimize");
    }

    /** Whether much of the file is free. */
    static boolean isWorthIt(Handle writer) {
        long free = number(writer, "freelist_count");
        return free > FEW_PAGES && free * FREE_SHARE > number(writer, "page_count");
    }

    /** Gives pages back; says whether there are more. */
    static boolean step(Handle writer) {
        long free = number(writer, "freelist_count");
        try (Statement statement = writer.getConnection().createStatement()) {
            // not a query: it has to run to its end
            statement.executeUpdate("PRAGMA incremental_vacuum(" + STEP + ")");
        } catch (SQLException e) {
            throw new IllegalStateException("The database could not be made smaller: " + e.getMessage(), e);
        }
        long left = number(writer, "freelist_count");
        return left > 0 && left < free;
    }

    static int emptyLog(Handle writer) {
        return writer.createQuery("PRAGMA wal_checkpoint(TRUNCATE)")
                .mapToMap()
                .list()
                .size();
    }

    private static long number(Handle writer, String pragma) {
        return writer.createQuery("SELECT " + pragma + " FROM pragma_" + pragma)
                .mapTo(long.class)
                .one();
    }
}
