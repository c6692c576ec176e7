package dev.freshet.state;

import java.util.Map;

/**
 * Vectors that may be compared with each other, because one recipe made them.
 *
 * @param id 0 = it has none yet
 * @param recipe what made it, in words; two sets of one recipe are the same
 * @param model name of the model
 * @param dimensions length of its vectors
 * @param chunkSize in tokens
 * @param chunkOverlap in tokens
 * @param options what the model was chosen by, without secrets
 */
public record VectorSet(
        long id,
        String recipe,
        String model,
        int dimensions,
        int chunkSize,
        int chunkOverlap,
        Map<String, String> options) {}
