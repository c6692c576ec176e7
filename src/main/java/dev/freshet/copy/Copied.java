package dev.freshet.copy;

/**
 * What became of the documents of a source.
 *
 * @param documents that were copied
 * @param chunks of them
 * @param there documents that the other store had already
 * @param left documents that weren't copied: another recipe made them, or the store lacks chunks of them; the next pass over
 *     the source makes them for the other store
 */
public record Copied(String source, long documents, long chunks, long there, long left) {}
