/** Cuts the blocks of a document into chunks whose boundaries stay where they are when text is inserted elsewhere. */
@NullMarked
package dev.freshet.chunk;

import org.jspecify.annotations.NullMarked;
