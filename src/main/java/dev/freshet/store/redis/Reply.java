package dev.freshet.store.redis;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What Redis answers a command with, in version 2 of its protocol. */
sealed interface Reply {

    /** A text, or bytes of any kind. */
    record Text(byte[] bytes) implements Reply {}

    /** A whole number. */
    record Whole(long value) implements Reply {}

    /** Several. */
    record Several(List<Reply> replies) implements Reply {}

    /** What it refuses, in its words. */
    record Refused(String words) implements Reply {}

    /** Nothing is there. */
    record Nothing() implements Reply {}

    /** Longer than anything that a chunk has. */
    int LONGEST = 64_000_000;

    /** As text; empty where it is none. */
    default String text() {
        if (this instanceof Text text) {
            return new String(text.bytes(), StandardCharsets.UTF_8);
        }
        return this instanceof Whole number ? String.valueOf(number.value()) : "";
    }

    /** As bytes; none where it has none. */
    default byte[] bytes() {
        return this instanceof Text text ? text.bytes() : new byte[0];
    }

    /** Its parts; none where it has none. */
    default List<Reply> parts() {
        return this instanceof Several several ? several.replies() : List.of();
    }

    default boolean isThere() {
        return !(this instanceof Nothing);
    }

    /** Reads one, whole. */
    static Reply read(DataInputStream in) throws IOException {
        int kind = in.readUnsignedByte();
        String line = line(in);
        return switch (kind) {
            case '+' -> new Text(line.getBytes(StandardCharsets.UTF_8));
            case '-' -> new Refused(line);
            case ':' -> new Whole(number(line));
            case '$' -> text(in, number(line));
            case '*' -> several(in, number(line));
            default -> throw new IOException("an answer begins with byte " + kind);
        };
    }

    private static String line(DataInputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.readUnsignedByte(); next != '\r'; next = in.readUnsignedByte()) {
            line.write(next);
        }
        if (in.readUnsignedByte() != '\n') {
            throw new IOException("a line of the answer has no end");
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private static long number(String line) throws IOException {
        try {
            return Long.parseLong(line);
        } catch (NumberFormatException e) {
            throw new IOException("the answer has '" + line + "' in the place of a number", e);
        }
    }

    private static Reply text(DataInputStream in, long length) throws IOException {
        if (length < 0) {
            return new Nothing();
        }
        if (length > LONGEST) {
            throw new IOException("the answer is longer than " + LONGEST / 1_000_000 + " MB");
        }
        byte[] bytes = in.readNBytes((int) length);
        if (bytes.length < length || !line(in).isEmpty()) {
            throw new EOFException("the answer ends in its middle");
        }
        return new Text(bytes);
    }

    private static Reply several(DataInputStream in, long number) throws IOException {
        if (number < 0) {
            return new Nothing();
        }
        List<Reply> replies = new ArrayList<>();
        for (long i = 0; i < number; i++) {
            replies.add(read(in));
        }
        return new Several(replies);
    }
}
