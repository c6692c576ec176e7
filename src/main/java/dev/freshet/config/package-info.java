/**
 * The options of a home: declared once beside their defaults, read with every problem reported at once. What is generated
 * from the declarations (the documentation, the commented file) can't differ from them.
 */
@NullMarked
package dev.freshet.config;

import org.jspecify.annotations.NullMarked;
