/** Stores behind a REST interface: how they are called, and what their failures mean. */
@NullMarked
package dev.freshet.store.rest;

import org.jspecify.annotations.NullMarked;
