package dev.freshet.document;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The bytes of one version of a document, read once, so that what was hashed is what is extracted. */
public final class Content {

    private final byte[] bytes;
    private final String checksum;

    /**
     * @param bytes the content; not copied, the caller must not change it afterwards
     */
    public Content(byte[] bytes) {
        this.bytes = bytes;
        this.checksum = sha256(bytes);
    }

    /** Size in bytes. */
    public int size() {
        return bytes.length;
    }

    /** SHA-256 of the bytes, as 64 lower-case hex digits. */
    public String checksum() {
        return checksum;
    }

    /** A new stream over the bytes, from the first. */
    public InputStream open() {
        return new ByteArrayInputStream(bytes);
    }

    /** SHA-256 of some bytes, as 64 lower-case hex digits. */
    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform must offer SHA-256", e);
        }
    }
}
