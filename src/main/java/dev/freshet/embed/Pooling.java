package dev.freshet.embed;

import java.nio.FloatBuffer;

/** How the vector of a text, of length 1, is made from what a graph gives. */
public enum Pooling {

    /** The mean of the vectors of all tokens, the special ones included. */
    MEAN {
        /** The sum has the direction of the mean, which is all that a length of 1 keeps. */
        @Override
        double[] direction(FloatBuffer layer, int dimensions) {
            double[] sum = new double[dimensions];
            float[] token = new float[dimensions];
            while (layer.hasRemaining()) {
                layer.get(token);
                for (int i = 0; i < dimensions; i++) {
                    sum[i] += token[i];
                }
            }
            return sum;
        }
    },

    /** The vector of the first token, {@code [CLS]}. */
    CLS {
        @Override
        double[] direction(FloatBuffer layer, int dimensions) {
            double[] first = new double[dimensions];
            for (int i = 0; i < dimensions; i++) {
                first[i] = layer.get();
            }
            return first;
        }
    },

    /** None: the graph gives one vector for a text. */
    NONE {
        @Override
        double[] direction(FloatBuffer layer, int dimensions) {
            return CLS.direction(layer, dimensions);
        }
    };

    abstract double[] direction(FloatBuffer layer, int dimensions);

    /** Numbers that the output of a graph has for one text: texts, tokens and dimensions, or without tokens. */
    int rank() {
        return this == NONE ? 2 : 3;
    }

    /**
     * The vector of a text.
     *
     * @param layer what the graph gave, a vector after the other
     */
    final float[] vector(FloatBuffer layer, int dimensions) {
        double[] direction = direction(layer, dimensions);
        double square = 0;
        for (double value : direction) {
            square += value * value;
        }
        double length = Math.sqrt(square);
        float[] unit = new float[dimensions];
        for (int i = 0; i < dimensions; i++) {
            unit[i] = (float) (direction[i] / length);
        }
        return unit;
    }
}
