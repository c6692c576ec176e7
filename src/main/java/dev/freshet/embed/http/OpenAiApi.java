package dev.freshet.embed.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.remote.OutageException;
import java.net.URI;
import java.util.List;

/** {@code POST /v1/embeddings}, as OpenAI and many others have it. */
public final class OpenAiApi implements Api {

    @Override
    public String kind() {
        return "openai";
    }

    @Override
    public URI address(HttpModel model) {
        return URI.create(model.url() + "/embeddings");
    }

    @Override
    public String remedyOfRefusal(HttpModel model) {
        return "Set " + model.option("key") + " to a key that it accepts";
    }

    @Override
    public ObjectNode question(HttpModel model, List<String> texts) {
        ObjectNode question = JsonNodeFactory.instance.objectNode();
        question.put("model", model.name()).put("encoding_format", "float");
        if (model.shortened()) {
            question.put("dimensions", model.dimensions());
        }
        texts.forEach(question.putArray("input")::add);
        return question;
    }

    /** The vectors come in any order, each with the number of its text. */
    @Override
    public Answer read(HttpModel model, JsonNode body, int texts) {
        float[][] vectors = new float[texts][];
        int read = 0;
        for (JsonNode entry : body.path("data")) {
            int index = entry.path("index").asInt(-1);
            if (index < 0 || index >= texts || vectors[index] != null) {
                throw new OutageException(
                        model.place() + " gave a vector whose index (" + entry.path("index")
                                + ") is none of a text that was asked for. Is it an endpoint as OpenAI's?",
                        null);
            }
            vectors[index] = Api.vector(entry.path("embedding"));
            read++;
        }
        if (read < texts) {
            throw new OutageException(model.place() + " gave " + read + " vectors for " + texts + " texts", null);
        }
        return new Answer(
                List.of(vectors), body.path("usage").path("total_tokens").asLong(0));
    }
}
