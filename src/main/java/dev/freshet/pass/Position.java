package dev.freshet.pass;

import org.jspecify.annotations.Nullable;

/**
 * How far a listing came.
 *
 * @param cursor where the next listing of changes may begin; null = the next one has everything
 */
public record Position(@Nullable String cursor) {}
