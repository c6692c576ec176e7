package dev.freshet.store.pgvector;

/** A vector as pgvector writes it, such as {@code [0.1,-2.5]}: each number comes back as it was, to the last bit. */
final class VectorText {

    private VectorText() {}

    static String of(float[] vector) {
        StringBuilder text = new StringBuilder(vector.length * 12).append('[');
        for (int i = 0; i < vector.length; i++) {
            text.append(i == 0 ? "" : ",").append(vector[i]);
        }
        return text.append(']').toString();
    }

    static float[] parse(String text) {
        String[] numbers = text.substring(1, text.length() - 1).split(",", -1);
        float[] vector = new float[numbers.length];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = Float.parseFloat(numbers[i]);
        }
        return vector;
    }
}
