/** A store in Weaviate, over its REST interface and GraphQL. */
@NullMarked
package dev.freshet.store.weaviate;

import org.jspecify.annotations.NullMarked;
