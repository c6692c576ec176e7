/** What the state and the store in PostgreSQL share: how a server is reached, and what it means when it can't be. */
@NullMarked
package dev.freshet.postgres;

import org.jspecify.annotations.NullMarked;
