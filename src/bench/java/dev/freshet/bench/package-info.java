/** Measures how fast Freshet is, each figure beside the bound that it is measured against, in one run. */
@NullMarked
package dev.freshet.bench;

import org.jspecify.annotations.NullMarked;
