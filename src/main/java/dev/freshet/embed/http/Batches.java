package dev.freshet.embed.http;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How texts are put into requests: in their order, as many as both limits allow, and at least one.
 *
 * @param texts of a request at the most
 * @param tokens of a request at the most; a text alone may have more
 */
public record Batches(int texts, long tokens) {

    /**
     * The texts of each request, by number.
     *
     * @param tokensOf tokens of each text
     */
    List<List<Integer>> of(List<Integer> tokensOf) {
        List<List<Integer>> batches = new ArrayList<>();
        List<Integer> batch = new ArrayList<>();
        long sum = 0;
        for (int i : IntStream.range(0, tokensOf.size()).toArray()) {
            if (!batch.isEmpty() && (batch.size() == texts || sum + tokensOf.get(i) > tokens)) {
                batches.add(batch);
                batch = new ArrayList<>();
                sum = 0;
            }
            batch.add(i);
            sum += tokensOf.get(i);
        }
        if (!batch.isEmpty()) {
            batches.add(batch);
        }
        return batches;
    }
}
