package dev.freshet.chunk;

/**
 * The smallest part of a text that a chunk takes as a whole, usually a sentence.
 *
 * @param text never blank
 * @param glue what stands between the previous piece and this one when both are in one chunk
 * @param boundary kind of the place before the piece
 * @param hash decides between places of the same kind; depends on what follows the place, and on nothing else
 * @param tokens tokens of the text
 * @param weight what the piece takes of a chunk, see {@link Weights}
 * @param context what a chunk that begins with this piece repeats
 * @param page page of its block
 * @param position characters of the document's text before the piece
 */
record Piece(
        String text,
        String glue,
        Boundary boundary,
        long hash,
        int tokens,
        int weight,
        Context context,
        int page,
        int position) {

    /** What a chunk repeats when it begins in the middle of something. */
    sealed interface Context {

        /** Most weight that it can have. */
        int weight();
    }

    /** Repeats nothing. */
    record Nothing() implements Context {

        @Override
        public int weight() {
            return 0;
        }
    }

    /**
     * Repeats the end of the paragraph or list item that it goes on. A chunk that begins with a block repeats nothing:
     * its author began anew there, and with less repeated an edit changes fewer chunks.
     */
    record Overlap(int weight) implements Context {}

    /** Repeats the header row of its table. */
    record Header(String text, int weight) implements Context {}
}
