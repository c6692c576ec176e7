package dev.freshet.copy;

import dev.freshet.state.Documents;
import dev.freshet.state.Sources;
import dev.freshet.state.StatedVersions;
import dev.freshet.store.VectorStore;

/** A store and what is known of the documents in it. */
public record StoreSide(Documents documents, StatedVersions versions, Sources sources, VectorStore store) {}
