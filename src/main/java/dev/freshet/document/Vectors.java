package dev.freshet.document;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;

/** Vectors of chunks, and their form in the database: float32, little-endian, nothing else. */
public final class Vectors {

    private Vectors() {}

    /**
     * The vector of a chunk.
     *
     * @param vectors by checksum
     * @throws IllegalArgumentException if there is none
     */
    public static float[] of(Chunk chunk, Map<String, float[]> vectors) {
        float[] vector = vectors.get(chunk.checksum());
        if (vector == null) {
            throw new IllegalArgumentException("No vector for chunk " + chunk.id());
        }
        return vector;
    }

    public static byte[] encode(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return bytes.array();
    }

    public static float[] decode(byte[] bytes) {
        float[] vector = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
        return vector;
    }
}
