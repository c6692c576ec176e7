package dev.freshet.state;

import dev.freshet.document.DocumentKey;

/** Finds documents that are gone under one name and came back under another. */
public final class MovedDocuments {

    private final Database database;

    public MovedDocuments(Database database) {
        this.database = database;
    }

    /**
     * Whether at least half of the chunks of a document stand again in documents of its source that came later.
     *
     * @param after row number; only documents with a greater one count
     */
    public boolean cameBack(DocumentKey key, long after) {
        return database.read(handle -> handle.createQuery("""
                        SELECT count(*) > 0 AND 2 * count(*) FILTER (WHERE EXISTS (
                            SELECT 1 FROM chunks later JOIN documents other ON other.id = later.document_id
                            WHERE later.checksum = c.checksum AND other.source = :source AND other.id > :after)) >= count(*)
                        FROM chunks c JOIN documents d ON d.id = c.document_id
                        WHERE d.source = :source AND d.document = :document
                        """)
                .bind("source", key.source())
                .bind("document", key.document())
                .bind("after", after)
                .mapTo(boolean.class)
                .one());
    }
}
