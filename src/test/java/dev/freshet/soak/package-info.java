/** A service under load and faults for a long time. */
@NullMarked
package dev.freshet.soak;

import org.jspecify.annotations.NullMarked;
