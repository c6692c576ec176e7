/** The example sources that a home comes with, run against real servers. */
@NullMarked
package dev.freshet.recipe;

import org.jspecify.annotations.NullMarked;
