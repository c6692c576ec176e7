/** What Freshet knows: documents, chunks, runs and intents, in one SQLite file. */
@NullMarked
package dev.freshet.state;

import org.jspecify.annotations.NullMarked;
