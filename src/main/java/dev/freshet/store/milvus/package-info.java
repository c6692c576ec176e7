/** A store in Milvus, over version 2 of its REST interface. */
@NullMarked
package dev.freshet.store.milvus;

import org.jspecify.annotations.NullMarked;
