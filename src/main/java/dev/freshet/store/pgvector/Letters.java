package dev.freshet.store.pgvector;

/**
 * Text as PostgreSQL can hold it. It has no place for the character 0, which stands as U+FDD1 and a digit here: a character
 * that Unicode keeps for a program's own use.
 */
final class Letters {

    private static final String MARK = "\uFDD1";
    private static final String ZERO = "\u0000";

    private Letters() {}

    static String stored(String text) {
        return text.indexOf(ZERO) < 0 && text.indexOf(MARK) < 0
                ? text
                : text.replace(MARK, MARK + "1").replace(ZERO, MARK + "0");
    }

    static String shown(String text) {
        return text.indexOf(MARK) < 0 ? text : text.replace(MARK + "0", ZERO).replace(MARK + "1", MARK);
    }
}
