package dev.freshet.store;

import dev.freshet.document.DocumentKey;
import dev.freshet.embed.Embedder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Answers a question in words. One document doesn't fill the answer: its third and further chunks come after the chunks
 * of others, and only where the answer isn't full without them.
 */
public final class Search {

    private static final int CHUNKS_OF_A_DOCUMENT = 2;
    private static final int HITS_TO_CHOOSE_FROM = 5;

    private final Questions questions;
    private final VectorStore store;

    public Search(Embedder embedder, VectorStore store) {
        this(Questions.to(embedder), store);
    }

    public Search(Questions questions, VectorStore store) {
        this.questions = questions;
        this.store = store;
    }

    /**
     * The best chunks, best first but for the rule above, so scores need not fall from hit to hit.
     *
     * @param limit how many at the most, at least 1
     * @param sources only documents of these sources; empty = all
     * @param metadata only chunks with all these metadata values; empty = all
     */
    public List<SearchHit> search(String text, int limit, Set<String> sources, Map<String, String> metadata) {
        int choice = Math.multiplyExact(limit, HITS_TO_CHOOSE_FROM);
        Optional<List<SearchHit>> hits = Optional.empty();
        // once more where another set took over between question and answer
        while (hits.isEmpty()) {
            Questions.Asked asked = questions.ask(text);
            hits = store.search(asked.set(), new SearchQuery(text, asked.vector(), choice, sources, metadata));
        }
        return spread(hits.get(), limit);
    }

    private static List<SearchHit> spread(List<SearchHit> hits, int limit) {
        Map<DocumentKey, Integer> seen = new HashMap<>();
        List<SearchHit> first = new ArrayList<>();
        List<SearchHit> later = new ArrayList<>();
        for (SearchHit hit : hits) {
            boolean another = seen.merge(hit.document(), 1, Integer::sum) > CHUNKS_OF_A_DOCUMENT;
            (another ? later : first).add(hit);
        }
        first.addAll(later);
        return List.copyOf(first.subList(0, Math.min(limit, first.size())));
    }
}
