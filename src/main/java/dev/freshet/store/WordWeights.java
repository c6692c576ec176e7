package dev.freshet.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The words of a question, the rarest first, and the most that each can add to a score. BM25 as SQLite's FTS5 computes it
 * gives a word {@code idf · f · (k1 + 1) / (f + k1 · …)}, where f says how often it is there and what is left out is positive:
 * less than {@code idf · (k1 + 1)}, with {@code idf = ln((rows − matches + 0.5) / (matches + 0.5))}, at the least 0.000001,
 * and k1 = 1.2.
 */
final class WordWeights {

    private static final double K1 = 1.2;

    /** More than sums of floating point numbers lose. */
    private static final double ARITHMETIC = 1 + 1e-9;

    private record Word(String text, long matches, double idf) {}

    private final List<Word> words;

    private WordWeights(List<Word> words) {
        this.words = words;
    }

    /**
     * Weighs the words. Those that are nowhere are left out.
     *
     * @param matches number of rows for each word
     * @param rows that there are; more make the weights greater and are no harm
     */
    static WordWeights of(Map<String, Long> matches, long rows) {
        List<Word> words = new ArrayList<>();
        matches.forEach((word, found) -> {
            if (found > 0) {
                double idf = Math.log((Math.max(rows, found) - found + 0.5) / (found + 0.5));
                words.add(new Word(word, found, Math.max(idf, 1e-6)));
            }
        });
        words.sort(Comparator.comparingLong(Word::matches));
        return new WordWeights(words);
    }

    int count() {
        return words.size();
    }

    List<String> all() {
        return words.stream().map(Word::text).toList();
    }

    /** More than a row can score that has none of so many rarest words. */
    double most(int rarest) {
        return words.subList(rarest, words.size()).stream()
                        .mapToDouble(Word::idf)
                        .sum()
                * (K1 + 1)
                * ARITHMETIC;
    }

    /** How many of the rarest words, at the least one, it takes that a row without any of them scores less than this. */
    int rarest(double score) {
        int rarest = Math.min(1, words.size());
        while (rarest < words.size() && most(rarest) >= score) {
            rarest++;
        }
        return rarest;
    }

    /** A guess at what so many rows score at the least: one word of a row of middling length, as rare as it takes to be so many. */
    double likelyScore(int rows) {
        long found = 0;
        for (Word word : words) {
            found += word.matches();
            if (found >= rows) {
                return word.idf();
            }
        }
        return Double.NEGATIVE_INFINITY;
    }
}
