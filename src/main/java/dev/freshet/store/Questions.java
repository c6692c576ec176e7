package dev.freshet.store;

import dev.freshet.embed.Embedder;
import java.util.List;

/** Turns a question into a vector that can be compared with those of a set. */
public interface Questions {

    /** Stands for whatever set answers. */
    long ANY = -1;

    /**
     * A question as a vector.
     *
     * @param set number of the set that it can be compared with; 0 = the store tells no sets apart, {@link #ANY} = whatever
     *     there is
     * @param vector numbers that aren't any (NaN) where only words are to be looked for
     */
    record Asked(long set, float[] vector) {}

    Asked ask(String text);

    /** By one model, whatever set answers. */
    static Questions to(Embedder embedder) {
        return text -> new Asked(ANY, vector(embedder, text));
    }

    /** As much of a question as the model reads. The words beyond still count in the full-text half. */
    static float[] vector(Embedder embedder, String text) {
        int[] ends = embedder.tokenizer().ends(text);
        String beginning =
                ends.length <= embedder.maxTokens() ? text : text.substring(0, ends[embedder.maxTokens() - 1]);
        return embedder.embed(List.of(beginning)).get(0);
    }
}
