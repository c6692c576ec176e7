/**
 * What a route of a home may use: which components, languages, steps and classes. The linter and the running engine ask the
 * same list.
 */
@NullMarked
package dev.freshet.rights;

import org.jspecify.annotations.NullMarked;
