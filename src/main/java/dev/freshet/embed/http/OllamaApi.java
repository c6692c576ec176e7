package dev.freshet.embed.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.remote.OutageException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** {@code POST /api/embed} of Ollama. */
public final class OllamaApi implements Api {

    @Override
    public String kind() {
        return "ollama";
    }

    @Override
    public URI address(HttpModel model) {
        return URI.create(model.url() + "/api/embed");
    }

    @Override
    public String remedyOfRefusal(HttpModel model) {
        return "Ollama asks for no key, so something in front of it does: let Freshet through, or set freshet.embedding to"
                + " openai, which has a key, with the address of Ollama's /v1";
    }

    /** Ollama cuts what is too long in silence, unless it is told not to. */
    @Override
    public ObjectNode question(HttpModel model, List<String> texts) {
        ObjectNode question = JsonNodeFactory.instance.objectNode();
        question.put("model", model.name()).put("truncate", false);
        texts.forEach(question.putArray("input")::add);
        return question;
    }

    @Override
    public Answer read(HttpModel model, JsonNode body, int texts) {
        List<float[]> vectors = new ArrayList<>();
        body.path("embeddings").forEach(numbers -> vectors.add(Api.vector(numbers)));
        if (vectors.size() != texts) {
            throw new OutageException(
                    model.place() + " gave " + vectors.size() + " vectors for " + texts + " texts", null);
        }
        return new Answer(vectors, body.path("prompt_eval_count").asLong(0));
    }
}
