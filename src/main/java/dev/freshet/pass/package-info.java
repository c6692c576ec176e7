/** One look at a source, from the first listed document to the last deletion: a run, its counts and its end. */
@NullMarked
package dev.freshet.pass;

import org.jspecify.annotations.NullMarked;
