/** What sources say over HTTP, and what they are answered. Who carries it is the bridge's affair. */
@NullMarked
package dev.freshet.source.http;

import org.jspecify.annotations.NullMarked;
