/** Reads documents in processes of their own, so that none can take the service down. */
@NullMarked
package dev.freshet.extract.worker;

import org.jspecify.annotations.NullMarked;
