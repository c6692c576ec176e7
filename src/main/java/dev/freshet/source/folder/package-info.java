/** What Freshet knows of a folder: walking it, telling its files apart from what doesn't belong, and their fingerprints. */
@NullMarked
package dev.freshet.source.folder;

import org.jspecify.annotations.NullMarked;
