/** The nouns: what a document is at each step of its way, from the source to the store. Records and enums only. */
@NullMarked
package dev.freshet.document;

import org.jspecify.annotations.NullMarked;
