package dev.freshet.store;

import java.util.List;
import java.util.Set;

/**
 * Words too common to search for, English and German. Words that mean something in the other language ("war", "die",
 * "man", "hat") are left out.
 */
final class StopWords {

    private static final Set<String> ENGLISH = Set.of(
            ("a about after also an and any are as at be been but by can could did do does for from had has have he her"
                            + " his how i if into is it its just may me more most my no not of on one only or other our"
                            + " out over she should than that the their them then there these they this those to up us"
                            + " was we were what when where which who whom why with would you your")
                    .split(" "));

    private static final Set<String> GERMAN = Set.of(
            ("aber als auch auf aus bei bis bist da damit dann das dass dem den der des dies diese diesem diesen dieser"
                            + " dieses du durch ein eine einem einen einer eines er es für gegen gibt habe haben hatte"
                            + " ich ihr ihre im in ist ja kann kein keine mehr mein mit nach nicht noch nur ob oder ohne"
                            + " sehr sein seine sich sie sind so über um und uns unter vom von vor wann waren warum was"
                            + " weil welche welchem welchen welcher welches wenn wer werden wie wieder wird wo wurde"
                            + " wurden zu zum zur")
                    .split(" "));

    private StopWords() {}

    /** The words worth searching for; all of them where nothing else is left. */
    static List<String> without(List<String> words) {
        List<String> rest = words.stream()
                .filter(word -> !ENGLISH.contains(word) && !GERMAN.contains(word))
                .toList();
        return rest.isEmpty() ? words : rest;
    }
}
