package dev.freshet.camel;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a document into memory, and refuses one that is larger than the limit before it is there. */
record BoundedBytes(long maxSize) {

    byte[] of(Path file) throws IOException {
        long size = Files.size(file);
        if (size > maxSize) {
            throw tooLarge(size + " bytes");
        }
        try (InputStream stream = Files.newInputStream(file)) {
            return of(stream);
        }
    }

    /** Reads as much as is allowed and no more: a file may grow, and a stream doesn't say how long it is. */
    byte[] of(InputStream stream) throws IOException {
        byte[] bytes = stream.readNBytes((int) Math.min(maxSize + 1, Integer.MAX_VALUE));
        return of(bytes);
    }

    byte[] of(byte[] bytes) throws DocumentTooLargeException {
        if (bytes.length > maxSize) {
            throw tooLarge("more");
        }
        return bytes;
    }

    /** All of a mail, with its head and its attachments, as an .eml file has it. */
    byte[] of(Message mail) throws IOException {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            mail.writeTo(new Limited(bytes));
            return bytes.toByteArray();
        } catch (MessagingException e) {
            throw new IOException("The mail can't be read: " + e.getMessage(), e);
        }
    }

    private DocumentTooLargeException tooLarge(String size) {
        return new DocumentTooLargeException(size, maxSize);
    }

    /** Ends the writing when there is too much. */
    private final class Limited extends OutputStream {

        private final ByteArrayOutputStream bytes;

        Limited(ByteArrayOutputStream bytes) {
            this.bytes = bytes;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] more, int offset, int length) throws IOException {
            if (bytes.size() + (long) length > maxSize) {
                throw tooLarge("more");
            }
            bytes.write(more, offset, length);
        }
    }
}
