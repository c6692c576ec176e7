package dev.freshet.document;

/**
 * Names a document for good.
 *
 * @param source id of the source, which is the name of its route file without {@code .camel.yaml}
 * @param document id inside the source; never depends on title or URL (relative path with {@code /}, page id, …)
 */
public record DocumentKey(String source, String document) {

    @Override
    public String toString() {
        return source + ":" + document;
    }
}
