package dev.freshet.pass;

/**
 * How far a pass is.
 *
 * @param run number of its run
 * @param done documents that are through, whatever became of them
 * @param listed documents found so far
 * @param listingEnded whether {@code listed} is final
 * @param chunks chunks of the documents that were ingested
 * @param embedded those that the model had to embed
 */
public record Progress(
        long run, String source, long done, long listed, boolean listingEnded, long chunks, long embedded) {}
