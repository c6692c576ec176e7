/** What Freshet knows: documents, chunks, runs and intents, in one SQLite file or in PostgreSQL. */
@NullMarked
package dev.freshet.state;

import org.jspecify.annotations.NullMarked;
