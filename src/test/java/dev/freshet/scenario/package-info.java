/** The main job from end to end, over real files: after each pass the store equals a fresh ingest of what is there. */
@NullMarked
package dev.freshet.scenario;

import org.jspecify.annotations.NullMarked;
