package dev.freshet.embed;

/**
 * What a model has cost since the start.
 *
 * @param answered requests to another machine that brought vectors
 * @param failed requests to another machine that brought none
 * @param tokens that were read; where another machine counts them, as it does
 */
public record Usage(long answered, long failed, long tokens) {

    /** Of a model that costs nothing. */
    public static final Usage NONE = new Usage(0, 0, 0);
}
