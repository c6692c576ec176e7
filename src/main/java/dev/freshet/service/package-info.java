/** What the parts of a running service know of the whole. */
@NullMarked
package dev.freshet.service;

import org.jspecify.annotations.NullMarked;
