package dev.freshet.store.pgvector;

import dev.freshet.remote.OutageException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The table with its indexes: made by the first write, and looked at before it is believed. Safe for many threads.
 *
 * <p>Its columns are those of LangChain4j ({@code embedding_id}, {@code embedding}, {@code text}, {@code metadata}) and our
 * own, which have defaults, so that others may keep rows in it.
 */
final class Table {

    private static final int OLDEST_MINOR = 8;

    /** Everything but letters and digits is a gap between words, as it is for the embedded store. */
    private static final String WORDS =
            "to_tsvector('simple', translate(%s, '!\"#$%%&''()*+,-./:;<=>?@[\\]^_`{|}~', repeat(' ', 32)))";

    private static final String CREATE = """
            CREATE TABLE IF NOT EXISTS %s (
              embedding_id uuid PRIMARY KEY,
              embedding vector(%d) NOT NULL,
              source text NOT NULL DEFAULT '',
              document text NOT NULL DEFAULT '',
              ordinal integer NOT NULL DEFAULT 0,
              title text,
              url text,
              heading text NOT NULL DEFAULT '',
              page integer NOT NULL DEFAULT 0,
              position integer NOT NULL DEFAULT 0,
              text text NOT NULL DEFAULT '',
              metadata jsonb NOT NULL DEFAULT '{}',
              words tsvector GENERATED ALWAYS AS (setweight(%s, 'A') || %s) STORED
            )""";

    private static final String SHAPE = """
            SELECT (SELECT extversion FROM pg_extension WHERE extname = 'vector') AS version,
              (SELECT atttypmod FROM pg_attribute
               WHERE attrelid = to_regclass(:table) AND attname = 'embedding' AND NOT attisdropped) AS dimensions,
              (SELECT count(*) FROM pg_attribute
               WHERE attrelid = to_regclass(:table) AND NOT attisdropped AND attname IN ('embedding_id', 'embedding',
                 'source', 'document', 'ordinal', 'title', 'url', 'heading', 'page', 'position', 'text', 'metadata',
                 'words')) AS columns,
              to_regclass(:table) IS NOT NULL AS there""";

    private static final int COLUMNS = 13;

    private final PgvectorOptions options;
    private final String name;

    /** Length of its vectors; 0 = not looked at yet. */
    private volatile int known;

    Table(PgvectorOptions options) {
        this.options = options;
        this.name = options.table();
    }

    /** What there is of it. */
    private record Shape(@Nullable String version, int dimensions, int columns, boolean isThere) {}

    /** Whether it was seen, with vectors of this length. */
    boolean isKnown(int dimensions) {
        return known == dimensions;
    }

    /** Makes it where it isn't there. Runs in a transaction of its own. */
    void require(Handle handle, int dimensions) {
        lock(handle);
        Shape shape = shape(handle);
        if (shape.version() == null) {
            handle.execute("CREATE EXTENSION IF NOT EXISTS vector");
            shape = shape(handle);
        }
        refuseOld(shape.version());
        if (!shape.isThere()) {
            create(handle, dimensions);
        } else {
            refuseOther(shape, dimensions);
        }
    }

    /** To be called when the transaction that required it is at its end: others don't see it before. */
    void made(int dimensions) {
        known = dimensions;
    }

    /** For a question: whether there is anything to ask. */
    boolean isThere(Handle handle, int dimensions) {
        if (known == dimensions) {
            return true;
        }
        Shape shape = shape(handle);
        if (shape.isThere()) {
            refuseOld(shape.version());
            refuseOther(shape, dimensions);
            known = dimensions;
        }
        return shape.isThere();
    }

    /** After a failure nothing is believed. */
    void forget() {
        known = 0;
    }

    /** Two processes may begin at the same time. */
    private void lock(Handle handle) {
        handle.createQuery("SELECT 1 FROM pg_advisory_xact_lock(hashtext('freshet ' || :table))")
                .bind("table", name)
                .mapTo(int.class)
                .one();
    }

    private Shape shape(Handle handle) {
        return handle.createQuery(SHAPE)
                .bind("table", name)
                .map((row, context) -> new Shape(
                        row.getString("version"),
                        row.getInt("dimensions"),
                        row.getInt("columns"),
                        row.getBoolean("there")))
                .one();
    }

    private void refuseOld(@Nullable String version) {
        Matcher parts = Pattern.compile("(\\d+)\\.(\\d+).*").matcher(String.valueOf(version));
        boolean isOld = parts.matches()
                && Integer.parseInt(parts.group(1)) == 0
                && Integer.parseInt(parts.group(2)) < OLDEST_MINOR;
        if (isOld) {
            throw new OutageException(
                    "The vector store at " + options + " has pgvector " + version
                            + ", whose searches lose hits when they are filtered. Install 0.8 or later there, and then, as a"
                            + " superuser: ALTER EXTENSION vector UPDATE",
                    null);
        }
    }

    private void refuseOther(Shape shape, int dimensions) {
        if (shape.columns() < COLUMNS) {
            throw new OutageException(
                    "The table " + name + " of the vector store at " + options
                            + " lacks columns that Freshet writes, so another program made it. It was left as it is. Set"
                            + " freshet.store.pgvector.table to a name that isn't used.",
                    null);
        }
        if (shape.dimensions() != dimensions) {
            throw new OutageException(
                    "The table " + name + " of the vector store at " + options + " has vectors of " + shape.dimensions()
                            + " numbers, and the model gives " + dimensions
                            + ". It was left as it is. Set freshet.store.pgvector.table to another name, or drop the"
                            + " table; the next pass makes it anew.",
                    null);
        }
    }

    private void create(Handle handle, int dimensions) {
        String title = WORDS.formatted("coalesce(title, '')");
        handle.execute(CREATE.formatted(name, dimensions, title, WORDS.formatted("heading || ' ' || text")));
        new Indexes(name).statements(dimensions).values().forEach(handle::execute);
    }
}
