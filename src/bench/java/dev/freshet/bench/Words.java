package dev.freshet.bench;

import java.util.Arrays;
import java.util.Random;

/**
 * 30,000 words, the n-th of which is used in proportion to 1 / n. The first hundred are the commonest English ones, most
 * of which a search leaves out; the others are made up.
 */
final class Words {

    private static final int COUNT = 30_000;

    private static final String[] COMMONEST =
            ("the of and to a in is it you that he was for on are with as i his they be at"
                            + " one have this from or had by hot but some what there we can out other were all your when up use"
                            + " word how said an each she which do their time if will way about many then them would write like"
                            + " so these her long make thing see him two has look more day could go come did my sound no most"
                            + " number who over know water than call first people may down side been now find")
                    .split(" ");

    private static final String[] BEGINNINGS =
            "b br c d dr f fl g gr h j k l m n p pl qu r s st t tr v w z sk th ch sh".split(" ");
    private static final String[] MIDDLES = "a e i o u ai ea ou ie oa".split(" ");

    private final String[] words = new String[COUNT];
    private final double[] upTo = new double[COUNT];

    Words() {
        double sum = 0;
        for (int i = 0; i < COUNT; i++) {
            words[i] = i < COMMONEST.length ? COMMONEST[i] : madeUp(i);
            sum += 1.0 / (i + 1);
            upTo[i] = sum;
        }
    }

    /** So many words with blanks between them. */
    String some(int count, Random random) {
        StringBuilder text = new StringBuilder(count * 7);
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? "" : " ").append(word(random));
        }
        return text.toString();
    }

    private String word(Random random) {
        int at = Arrays.binarySearch(upTo, random.nextDouble() * upTo[COUNT - 1]);
        return words[at < 0 ? -at - 1 : at];
    }

    /** Two or three syllables that no other number has. */
    private static String madeUp(int number) {
        StringBuilder word = new StringBuilder();
        int rest = number;
        do {
            word.append(BEGINNINGS[rest % BEGINNINGS.length]);
            rest /= BEGINNINGS.length;
            word.append(MIDDLES[rest % MIDDLES.length]);
            rest /= MIDDLES.length;
        } while (rest > 0);
        return word.append("m").toString();
    }
}
