/** Turns the text of chunks into vectors, and remembers the vectors so that no text is embedded twice. */
@NullMarked
package dev.freshet.embed;

import org.jspecify.annotations.NullMarked;
