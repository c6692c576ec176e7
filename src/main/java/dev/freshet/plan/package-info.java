/** What a pass would do, found out by the same routes and beans, with nothing written. */
@NullMarked
package dev.freshet.plan;

import org.jspecify.annotations.NullMarked;
