package dev.freshet.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A text that must not be shown: a token, a password, an address that lets everyone in who knows it. */
public record Secret(String text) {

    static final Secret NONE = new Secret("");

    private static final String FILE = "file:";

    /**
     * Takes the text itself or, after {@code file:}, the content of a file without the space around it.
     *
     * @param home where relative paths begin
     * @throws IllegalArgumentException with a message for a person, which never holds the text
     */
    static Secret of(String value, Path home) {
        if (!value.startsWith(FILE)) {
            return new Secret(value.strip());
        }
        Path file = home.resolve(value.substring(FILE.length()));
        try {
            return new Secret(Files.readString(file).strip());
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "the file " + file + " can't be read by the user '" + System.getProperty("user.name") + "' ("
                            + e.getClass().getSimpleName() + "). Create it, or correct the path",
                    e);
        }
    }

    /** Whether there is one. */
    public boolean isSet() {
        return !text.isEmpty();
    }

    @Override
    public String toString() {
        return isSet() ? "***" : "";
    }
}
