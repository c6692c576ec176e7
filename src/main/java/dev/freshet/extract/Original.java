package dev.freshet.extract;

import java.util.Locale;
import org.apache.tika.mime.MediaType;

/**
 * What a reader gets.
 *
 * @param name file name, or whatever the source calls the document
 * @param type detected from name and bytes, without parameters
 */
record Original(String name, MediaType type, byte[] bytes) {

    /** Lower-case extension without the dot; empty where the name has none. */
    String extension() {
        return extension(name);
    }

    static String extension(String name) {
        String file = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        int dot = file.lastIndexOf('.');
        return dot < 0 ? "" : file.substring(dot + 1).toLowerCase(Locale.ROOT);
    }
}
