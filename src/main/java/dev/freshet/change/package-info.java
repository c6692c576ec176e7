/** Decides: what has changed, what may be deleted, when a failed document is tried again. No I/O. */
@NullMarked
package dev.freshet.change;

import org.jspecify.annotations.NullMarked;
