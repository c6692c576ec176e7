package dev.freshet.chunk;

/** Where a text may be cut, the worst place first. */
enum Boundary {
    /** Between a table's header and its first row: never, if there is another place. */
    HEADER,
    /** Inside a word, or between characters of a script without spaces. */
    TOKEN,
    WORD,
    LINE,
    SENTENCE,
    ROW,
    ITEM,
    /** Between paragraphs, code blocks, tables and lists. */
    BLOCK
}
