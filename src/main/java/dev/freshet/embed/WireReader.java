package dev.freshet.embed;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The fields of one protobuf message. Only what an ONNX file is made of is read: numbers, and runs of bytes.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">Protobuf's wire format</a>
 */
final class WireReader {

    private static final int VARINT = 0;
    private static final int EIGHT_BYTES = 1;
    private static final int BYTES = 2;
    private static final int FOUR_BYTES = 5;

    /** A field, and what it holds: a view of the message; empty for a number. */
    private record Field(int number, ByteBuffer bytes) {}

    private final ByteBuffer message;

    private WireReader(ByteBuffer message) {
        this.message = message.duplicate();
    }

    /** What the fields of one number hold, in the order of the message. */
    static List<ByteBuffer> fields(ByteBuffer message, int number) {
        WireReader reader = new WireReader(message);
        List<ByteBuffer> found = new ArrayList<>();
        while (reader.message.hasRemaining()) {
            Field field = reader.next();
            if (field.number() == number) {
                found.add(field.bytes());
            }
        }
        return found;
    }

    private Field next() {
        long tag = varint();
        int length = switch ((int) tag & 7) {
            case VARINT -> {
                varint();
                yield 0;
            }
            case EIGHT_BYTES -> 8;
            case BYTES -> Math.toIntExact(varint());
            case FOUR_BYTES -> 4;
            default -> throw new IllegalArgumentException("Not a protobuf message: field type " + (tag & 7));
        };
        ByteBuffer bytes = message.slice(message.position(), length);
        message.position(message.position() + length);
        return new Field((int) (tag >>> 3), bytes);
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = message.get();
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }
}
