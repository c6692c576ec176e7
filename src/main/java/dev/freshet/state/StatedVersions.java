package dev.freshet.state;

import dev.freshet.document.DocumentKey;
import dev.freshet.document.DocumentVersion;
import java.util.List;
import java.util.TreeMap;

/** The versions of documents that the store holds, as far as the state knows of them. */
public final class StatedVersions {

    private static final String PAGE = """
            SELECT document, CASE WHEN status = 'indexed' THEN fingerprint ELSE '' END AS fingerprint, checksum, recipe,
              title, url, modified_at
            FROM documents WHERE source = :source AND document > :after AND checksum IS NOT NULL
            ORDER BY document LIMIT :limit""";

    private final Database database;

    public StatedVersions(Database database) {
        this.database = database;
    }

    /**
     * Up to {@code limit} versions of documents of a source, in the order of their ids as text. Their name and metadata are
     * empty: the state doesn't know them. So is the fingerprint of a document whose newest version has failed, which is not
     * the one that the store holds.
     *
     * @param after only documents behind this one; empty = from the first
     */
    public List<DocumentVersion> page(String source, String after, int limit) {
        return database.read(handle -> handle.createQuery(PAGE)
                .bind("source", source)
                .bind("after", after)
                .bind("limit", limit)
                .map((row, context) -> new DocumentVersion(
                        new DocumentKey(source, row.getString("document")),
                        row.getString("fingerprint"),
                        row.getString("checksum"),
                        row.getString("recipe"),
                        "",
                        row.getString("title"),
                        row.getString("url"),
                        Times.parse(row.getString("modified_at")),
                        new TreeMap<>()))
                .list());
    }
}
