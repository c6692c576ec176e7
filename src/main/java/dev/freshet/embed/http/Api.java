package dev.freshet.embed.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.remote.OutageException;
import java.net.URI;
import java.util.List;

/** What a kind of server is asked, and how its answer is read. */
public sealed interface Api permits OllamaApi, OpenAiApi {

    /** Begins the name of the model in recipes: the same model may give other numbers elsewhere. */
    String kind();

    /** Where it is asked. */
    URI address(HttpModel model);

    /** What a person does when the server lets nobody in. */
    String remedyOfRefusal(HttpModel model);

    /** The question. */
    ObjectNode question(HttpModel model, List<String> texts);

    /**
     * Reads an answer.
     *
     * @param texts how many were asked for
     * @throws OutageException if it doesn't have a vector for each of them
     */
    Answer read(HttpModel model, JsonNode body, int texts);

    /**
     * Vectors in the order of the texts.
     *
     * @param tokens that the server counted; 0 = it doesn't say
     */
    record Answer(List<float[]> vectors, long tokens) {}

    /** The numbers of a vector; not a number where the answer has none. */
    static float[] vector(JsonNode numbers) {
        float[] vector = new float[numbers.size()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = numbers.get(i).isNumber() ? numbers.get(i).floatValue() : Float.NaN;
        }
        return vector;
    }
}
