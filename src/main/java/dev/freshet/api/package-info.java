/** What the service answers to its clients, without a word of HTTP servers: each method is one step of a route. */
@NullMarked
package dev.freshet.api;

import org.jspecify.annotations.NullMarked;
