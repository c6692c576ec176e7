package dev.freshet.store.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;

/** Vectors as lists of numbers. */
public final class JsonVectors {

    private JsonVectors() {}

    public static ArrayNode of(float[] vector) {
        ArrayNode numbers = RestCalls.JSON.createArrayNode();
        for (float number : vector) {
            numbers.add(number);
        }
        return numbers;
    }

    /** What is no number is 0; what is no list has no numbers. */
    public static float[] numbers(JsonNode vector) {
        float[] numbers = new float[vector.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = vector.get(i).floatValue();
        }
        return numbers;
    }
}
