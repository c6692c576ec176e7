/** A store in Qdrant, over its REST interface. */
@NullMarked
package dev.freshet.store.qdrant;

import org.jspecify.annotations.NullMarked;
