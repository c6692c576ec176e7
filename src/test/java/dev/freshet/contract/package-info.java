/** What every implementation of an interface must keep: one class per interface, an implementation only subclasses it. */
@NullMarked
package dev.freshet.contract;

import org.jspecify.annotations.NullMarked;
