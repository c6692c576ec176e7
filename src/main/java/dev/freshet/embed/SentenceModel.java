package dev.freshet.embed;

/** A loaded model that gives a text one vector. Safe for many threads. */
interface SentenceModel extends AutoCloseable {

    /** Length of a vector. */
    int dimensions();

    /**
     * The vector of one text, of length 1.
     *
     * @param ids token ids, with the special tokens around them
     */
    float[] vector(long[] ids);

    @Override
    void close();
}
