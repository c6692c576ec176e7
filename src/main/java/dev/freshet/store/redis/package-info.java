/** A store in Redis, over its own protocol: hashes, and an index of its search over them. */
@NullMarked
package dev.freshet.store.redis;

import org.jspecify.annotations.NullMarked;
