/**
 * The only bridge to Camel: the beans that a route may name, the folder component, what brackets a pass, and the starting
 * of it all.
 */
@NullMarked
package dev.freshet.camel;

import org.jspecify.annotations.NullMarked;
