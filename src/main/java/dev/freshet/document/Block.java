package dev.freshet.document;

import java.util.List;

/** A piece of a document's structure, in reading order. {@code page} counts from 1; 0 where there are no pages. */
public sealed interface Block {

    /** Page the block starts on, from 1; 0 where the format has no pages. */
    int page();

    /**
     * A heading.
     *
     * @param level 1 (the document's own title) to 6
     */
    record Heading(int level, String text, int page) implements Block {}

    /** Running text without line breaks that mean something. */
    record Paragraph(String text, int page) implements Block {}

    /**
     * One item of a list.
     *
     * @param depth nesting of the list, from 1
     */
    record ListItem(int depth, String text, int page) implements Block {}

    /**
     * Text whose line breaks and spaces mean something.
     *
     * @param language as the author named it, or empty
     */
    record Code(String language, String text, int page) implements Block {}

    /**
     * A table.
     *
     * @param header cells of the header row; empty where the table has none
     * @param rows cells of the other rows
     */
    record Table(List<String> header, List<List<String>> rows, int page) implements Block {}
}
