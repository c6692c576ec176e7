package dev.freshet.extract.worker;

import dev.freshet.document.SourceDocument;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** What a worker is asked: length and name of a document in UTF-8, length and bytes of it. Lengths have four bytes. */
final class Requests {

    /** A document as the worker sees it. */
    record Request(String name, byte[] bytes) {}

    private Requests() {}

    static void write(SourceDocument document, DataOutputStream out) throws IOException {
        byte[] name = document.version().name().getBytes(StandardCharsets.UTF_8);
        out.writeInt(name.length);
        out.write(name);
        out.writeInt(document.content().size());
        try (InputStream bytes = document.content().open()) {
            bytes.transferTo(out);
        }
        out.flush();
    }

    /** Waits for the next one. */
    static Request read(DataInputStream in) throws IOException {
        String name = new String(bytes(in), StandardCharsets.UTF_8);
        return new Request(name, bytes(in));
    }

    private static byte[] bytes(DataInputStream in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return bytes;
    }
}
