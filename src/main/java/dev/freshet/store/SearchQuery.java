package dev.freshet.store;

import java.util.Map;
import java.util.Set;

/**
 * What to search for.
 *
 * @param text the words, for the full-text half
 * @param vector the embedded words, for the vector half
 * @param limit how many hits at the most, at least 1
 * @param sources only documents of these sources; empty = all
 * @param metadata only chunks with all these metadata values, of which a list needs to have but one entry; empty = all
 */
public record SearchQuery(String text, float[] vector, int limit, Set<String> sources, Map<String, String> metadata) {}
