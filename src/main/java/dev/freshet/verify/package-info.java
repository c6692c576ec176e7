/** Whether the store holds what the state says, chunk by chunk, and what to do where it doesn't. */
@NullMarked
package dev.freshet.verify;

import org.jspecify.annotations.NullMarked;
