package dev.freshet.testing;

import java.util.Random;

/** Makes up documents from a seed: the same seed gives the same words on every machine. */
public final class Prose {

    private static final String[] WORDS = ("river gate valve pump sensor level storm basin channel report keeper night"
                    + " morning weather signal mains battery cable road bridge spring autumn repair inspection alarm"
                    + " threshold meter pressure outlet inlet seal spare part order supplier contract budget visit log")
            .split(" ");

    private final Random random;

    public Prose(long seed) {
        this.random = new Random(seed);
    }

    /** A Markdown document with a title, sections and paragraphs. */
    public String document() {
        StringBuilder text = new StringBuilder("# ").append(words(4)).append("\n\n");
        int sections = 1 + random.nextInt(3);
        for (int i = 0; i < sections; i++) {
            text.append("## ").append(words(3)).append("\n\n");
            text.append(words(20 + random.nextInt(40))).append(".\n\n");
        }
        return text.toString();
    }

    /** A few words. */
    public String words(int count) {
        StringBuilder words = new StringBuilder(WORDS[random.nextInt(WORDS.length)]);
        for (int i = 1; i < count; i++) {
            words.append(' ').append(WORDS[random.nextInt(WORDS.length)]);
        }
        return words.toString();
    }
}
