/** Whether all is well: figures, findings, and what people are told of. */
@NullMarked
package dev.freshet.health;

import org.jspecify.annotations.NullMarked;
