/** A store in PostgreSQL with the extension pgvector. */
@NullMarked
package dev.freshet.store.pgvector;

import org.jspecify.annotations.NullMarked;
