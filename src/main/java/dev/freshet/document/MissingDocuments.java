package dev.freshet.document;

import java.util.List;

/**
 * Documents of one source that are proven to be gone from it, to be forgotten together.
 *
 * @param keys at least one
 */
public record MissingDocuments(List<DocumentKey> keys) {

    public MissingDocuments {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("no document is missing");
        }
        keys = List.copyOf(keys);
    }

    /** One that stands for all of them, where a message is asked for the name of its document. */
    public DocumentKey key() {
        return keys.get(0);
    }
}
