/** A store in Chroma, over version 2 of its REST interface. */
@NullMarked
package dev.freshet.store.chroma;

import org.jspecify.annotations.NullMarked;
