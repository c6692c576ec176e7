/** Freshet keeps a vector store equal to the documents it is made from. Here it is put together. */
@NullMarked
package dev.freshet;

import org.jspecify.annotations.NullMarked;
