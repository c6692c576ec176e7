/** Moving: what one store holds goes to another with its vectors, and with what is known of the documents. */
@NullMarked
package dev.freshet.copy;

import org.jspecify.annotations.NullMarked;
