/** Turns the bytes of a document into blocks of text with their structure: headings, lists, tables, code, pages. */
@NullMarked
package dev.freshet.extract;

import org.jspecify.annotations.NullMarked;
