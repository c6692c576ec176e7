/** What the end-to-end tests are written with: a home to sync, and a look into its store. */
@NullMarked
package dev.freshet.testing;

import org.jspecify.annotations.NullMarked;
