package dev.freshet.store.redis;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A command with its arguments. */
final class Command {

    private final List<byte[]> words = new ArrayList<>();

    Command(String... texts) {
        and(texts);
    }

    Command and(String... texts) {
        for (String text : texts) {
            words.add(text.getBytes(StandardCharsets.UTF_8));
        }
        return this;
    }

    Command and(byte[] bytes) {
        words.add(bytes);
        return this;
    }

    Command and(long number) {
        return and(String.valueOf(number));
    }

    void writeTo(OutputStream out) throws IOException {
        write(out, "*" + words.size());
        for (byte[] word : words) {
            write(out, "$" + word.length);
            out.write(word);
            write(out, "");
        }
    }

    private static void write(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    }
}
