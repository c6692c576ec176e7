/** Where chunks and vectors live and are searched. */
@NullMarked
package dev.freshet.store;

import org.jspecify.annotations.NullMarked;
