package dev.freshet.store;

import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Makes the tables of a new set of vectors, gives them the names of the old ones, and takes old ones away. What is renamed
 * is the same for readers of one commit and of the next; no row is touched.
 */
final class SetTables {

    /** Names of tables, each with an ending for those that are new and those that leave. */
    private static final List<String> TABLES = List.of("store_chunks", "store_text", "store_revision");

    /** Rows that one transaction takes away. */
    private static final int ROWS_AT_ONCE = 1_000;

    /** Revisions of a new set are so much above the old ones, that who keeps a copy reads all of it. */
    private static final String REVISION =
            "INSERT INTO store_revision_next SELECT revision + 1000000000, revision + 1000000000 FROM store_revision";

    private static final String CHUNKS = """
            CREATE TABLE store_chunks_next (
              id       INTEGER PRIMARY KEY,
              chunk_id TEXT NOT NULL UNIQUE,
              source   TEXT NOT NULL,
              document TEXT NOT NULL,
              ordinal  INTEGER NOT NULL,
              title    TEXT,
              url      TEXT,
              heading  TEXT NOT NULL,
              page     INTEGER NOT NULL,
              position INTEGER NOT NULL,
              text     TEXT NOT NULL,
              metadata TEXT NOT NULL,
              revision INTEGER NOT NULL,
              vector   BLOB NOT NULL
            )""";

    /** The full text reads its texts through a view, because a view goes along when its table is renamed. */
    private static final String TEXT = """
            CREATE VIRTUAL TABLE store_text_next USING fts5 (
              text, heading, title,
              content = 'store_texts_%d', content_rowid = 'id',
              tokenize = 'porter unicode61 remove_diacritics 2'
            )""";

    private static final List<String> TRIGGERS = List.of("""
            CREATE TRIGGER store_chunks_insert AFTER INSERT ON store_chunks BEGIN
              INSERT INTO store_text (rowid, text, heading, title)
              VALUES (new.id, new.text, new.heading, new.title);
            END""", """
            CREATE TRIGGER store_chunks_delete AFTER DELETE ON store_chunks BEGIN
              INSERT INTO store_text (store_text, rowid, text, heading, title)
              VALUES ('delete', old.id, old.text, old.heading, old.title);
            END""", """
            CREATE TRIGGER store_chunks_update AFTER UPDATE OF text, heading, title ON store_chunks
            WHEN old.text IS NOT new.text OR old.heading IS NOT new.heading OR old.title IS NOT new.title BEGIN
              INSERT INTO store_text (store_text, rowid, text, heading, title)
              VALUES ('delete', old.id, old.text, old.heading, old.title);
              INSERT INTO store_text (rowid, text, heading, title)
              VALUES (new.id, new.text, new.heading, new.title);
            END""");

    private SetTables() {}

    /**
     * Makes the tables of a new set.
     *
     * @param set its number, for names that only one may have
     */
    static void create(Handle handle, long set) {
        handle.execute(CHUNKS);
        handle.execute(
                "CREATE INDEX store_chunks_of_document_" + set + " ON store_chunks_next (source, document, ordinal)");
        handle.execute("CREATE INDEX store_chunks_by_revision_" + set + " ON store_chunks_next (revision)");
        handle.execute("CREATE VIEW store_texts_" + set + " AS SELECT id, text, heading, title FROM store_chunks_next");
        handle.execute(TEXT.formatted(set));
        handle.execute("CREATE TABLE store_revision_next (revision INTEGER NOT NULL, last_removal INTEGER NOT NULL)");
        handle.execute(REVISION);
        TRIGGERS.forEach(trigger -> handle.execute(StoreTables.NEXT.in(trigger)));
    }

    /** The new set takes the place of the one that served, which waits to be taken away. */
    static void switchOver(Handle handle) {
        dropTriggers(handle, "store_chunks");
        dropTriggers(handle, "store_chunks_next");
        for (String table : TABLES) {
            handle.execute("ALTER TABLE " + table + " RENAME TO " + table + "_old");
            handle.execute("ALTER TABLE " + table + "_next RENAME TO " + table);
        }
        TRIGGERS.forEach(handle::execute);
        // ids are of another set: who keeps a copy looks which of them are there
        handle.execute("UPDATE store_revision SET revision = revision + 1, last_removal = revision + 1");
    }

    /** The new set, which isn't complete, waits to be taken away. */
    static void giveUp(Handle handle) {
        dropTriggers(handle, "store_chunks_next");
        for (String table : TABLES) {
            handle.execute("ALTER TABLE " + table + "_next RENAME TO " + table + "_old");
        }
    }

    private static void dropTriggers(Handle handle, String table) {
        handle.createQuery("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ?")
                .bind(0, table)
                .mapTo(String.class)
                .list()
                .forEach(trigger -> handle.execute("DROP TRIGGER " + trigger));
    }

    /** Takes some rows of a set that leaves away; false = there are none any more. */
    static boolean empty(Handle handle) {
        return handle.execute("DELETE FROM store_chunks_old WHERE id IN (SELECT id FROM store_chunks_old LIMIT "
                        + ROWS_AT_ONCE + ")")
                > 0;
    }

    /** Takes the tables of a set that leaves away. */
    static void drop(Handle handle, long set) {
        handle.execute("DROP TABLE store_text_old");
        handle.execute("DROP VIEW IF EXISTS store_texts_" + set);
        handle.execute("DROP TABLE store_chunks_old");
        handle.execute("DROP TABLE store_revision_old");
    }
}
