/** A store in Redis, through its client Jedis: hashes, and an index of its search over them. */
@NullMarked
package dev.freshet.store.redis;

import org.jspecify.annotations.NullMarked;
