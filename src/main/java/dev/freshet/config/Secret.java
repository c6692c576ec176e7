package dev.freshet.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** A text that must not be shown: a token, a password, an address that lets everyone in who knows it. */
public record Secret(String text) {

    static final Secret NONE = new Secret("");

    private static final String FILE = "file:";

    /** What stands between the slashes and the last @ of an address. A name alone is no secret, but may be a token. */
    private static final Pattern IN_ADDRESS = Pattern.compile(":/{1,2}[^/?#\\s\"'<>]*@");

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

    /**
     * A text in which the name and password of each address are replaced, as in {@code https://***@host/}, and all that
     * {@link KnownSecrets} knows.
     */
    public static String withoutPasswords(String text) {
        String hidden = KnownSecrets.hiddenIn(text);
        return hidden.contains("@") ? IN_ADDRESS.matcher(hidden).replaceAll("://***@") : hidden;
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
