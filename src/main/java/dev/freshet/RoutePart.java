package dev.freshet;

import dev.freshet.check.SourceFile;
import org.jspecify.annotations.Nullable;

/**
 * A file of routes or of a kamelet, at some time.
 *
 * @param file relative to the home
 * @param text null = the one that the program carries
 * @param source where it is one
 */
record RoutePart(
        String file, @Nullable String text, @Nullable SourceFile source) {

    static final String SOURCES = "routes/sources/";
    static final String KAMELETS = "routes/kamelets/";

    static RoutePart of(SourceFile source, String text) {
        return new RoutePart(file(source), text, source);
    }

    static String file(SourceFile source) {
        return SOURCES + source.id() + SourceFile.ENDING;
    }

    boolean isKamelet() {
        return file.startsWith(KAMELETS);
    }
}
