package dev.freshet.document;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Gives the chunks of one document their ids, in order. An unchanged chunk keeps its id wherever it moves to inside the
 * document; equal chunks are told apart by how many came before.
 *
 * <p>The id is a name-based UUID, version 5 (RFC 9562, section 5.5), of {@code source NUL document NUL checksum NUL
 * occurrence} in UTF-8.
 */
public final class ChunkIds {

    /** Name space of Freshet's chunk ids. It must never change: every store out there holds ids made with it. */
    private static final UUID NAMESPACE = UUID.fromString("6f1a4c1e-6b0c-5a53-9d7e-2f6c1f3f8a10");

    private static final int VERSION = 5;
    private static final int MOST_EQUAL = 1_000;

    private final DocumentKey key;
    private final Map<String, Integer> occurrences = new HashMap<>();

    public ChunkIds(DocumentKey key) {
        this.key = key;
    }

    /** The id of the next chunk with this checksum. */
    public UUID next(String checksum) {
        int occurrence = occurrences.merge(checksum, 1, Integer::sum) - 1;
        return version5(key.source() + '\0' + key.document() + '\0' + checksum + '\0' + occurrence);
    }

    /**
     * Whether an id is one that a chunk of a document with this checksum can have. Nobody else comes by it: it is a hash of
     * all three. Of more than {@value #MOST_EQUAL} equal chunks of a document, the later ones aren't known.
     */
    public static boolean isOurs(UUID id, DocumentKey key, String checksum) {
        ChunkIds ids = new ChunkIds(key);
        return id.version() == VERSION
                && Stream.generate(() -> ids.next(checksum)).limit(MOST_EQUAL).anyMatch(id::equals);
    }

    private static UUID version5(String name) {
        byte[] hash = sha1(name.getBytes(StandardCharsets.UTF_8));
        ByteBuffer bits = ByteBuffer.wrap(hash);
        long high = (bits.getLong() & ~0xF000L) | 0x5000L;
        long low = (bits.getLong() & ~(0b11L << 62)) | (0b10L << 62);
        return new UUID(high, low);
    }

    private static byte[] sha1(byte[] name) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-1");
            digest.update(ByteBuffer.allocate(16)
                    .putLong(NAMESPACE.getMostSignificantBits())
                    .putLong(NAMESPACE.getLeastSignificantBits())
                    .array());
            return digest.digest(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform must offer SHA-1", e);
        }
    }
}
