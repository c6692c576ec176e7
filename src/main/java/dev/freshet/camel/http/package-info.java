/** The HTTP interface: the server, who is let in, and how answers become HTTP. What is answered is in package api. */
@NullMarked
package dev.freshet.camel.http;

import org.jspecify.annotations.NullMarked;
