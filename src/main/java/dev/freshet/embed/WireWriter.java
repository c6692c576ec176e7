package dev.freshet.embed;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes one protobuf message, field by field. Bytes are not copied before {@link #toBytes}: a model has megabytes of them.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">Protobuf's wire format</a>
 */
final class WireWriter {

    private static final int VARINT = 0;
    private static final int BYTES = 2;
    private static final int FOUR_BYTES = 5;

    /** The longest number of 64 bits, seven in a byte. */
    private static final int MAX_VARINT = 10;

    private final List<ByteBuffer> parts = new ArrayList<>();
    private int size;

    WireWriter number(int field, long value) {
        head(field, VARINT, value);
        return this;
    }

    WireWriter number(int field, float value) {
        append(varints((long) field << 3 | FOUR_BYTES));
        append(ByteBuffer.allocate(Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(value)
                .flip());
        return this;
    }

    WireWriter text(int field, String text) {
        return bytes(field, StandardCharsets.UTF_8.encode(text));
    }

    WireWriter bytes(int field, ByteBuffer bytes) {
        head(field, BYTES, bytes.remaining());
        append(bytes);
        return this;
    }

    WireWriter message(int field, WireWriter inner) {
        head(field, BYTES, inner.size);
        return append(inner);
    }

    /** Adds the fields of another message. */
    WireWriter append(WireWriter other) {
        other.parts.forEach(this::append);
        return this;
    }

    byte[] toBytes() {
        ByteBuffer whole = ByteBuffer.allocate(size);
        parts.forEach(part -> whole.put(part.duplicate()));
        return whole.array();
    }

    private void head(int field, int kind, long value) {
        append(varints((long) field << 3 | kind, value));
    }

    private void append(ByteBuffer part) {
        parts.add(part);
        size += part.remaining();
    }

    private static ByteBuffer varints(long... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * MAX_VARINT);
        for (long value : values) {
            long rest = value;
            for (; (rest & ~0x7FL) != 0; rest >>>= 7) {
                bytes.put((byte) (rest | 0x80));
            }
            bytes.put((byte) rest);
        }
        return bytes.flip();
    }
}
