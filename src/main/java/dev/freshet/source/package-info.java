/**
 * What a source knows of itself: {@link ListedSource} is the one thing that the bridge to Camel asks of a source that lists
 * itself, and each package below is one.
 */
@NullMarked
package dev.freshet.source;

import org.jspecify.annotations.NullMarked;
