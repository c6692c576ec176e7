/** Models behind an HTTP interface: what is asked, how often and how fast, and what an answer means. */
@NullMarked
package dev.freshet.embed.http;

import org.jspecify.annotations.NullMarked;
