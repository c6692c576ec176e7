/** Reads a home without running anything, and says all that is wrong with it at once. */
@NullMarked
package dev.freshet.check;

import org.jspecify.annotations.NullMarked;
