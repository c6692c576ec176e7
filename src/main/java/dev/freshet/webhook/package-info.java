/** Pushes of other programs: who sent them, and whether they came before. */
@NullMarked
package dev.freshet.webhook;

import org.jspecify.annotations.NullMarked;
