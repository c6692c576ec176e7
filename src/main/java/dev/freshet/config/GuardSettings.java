package dev.freshet.config;

import java.util.List;

/** A pass that would delete more than both at once is held until a person approves it. */
public record GuardSettings(int documents, int percent) {

    static final Option<Integer> DOCUMENTS = new Option<>(
            "freshet.delete-guard.documents",
            OptionType.NUMBER,
            "documents",
            10,
            0,
            1_000_000_000,
            "A pass that would lose more documents than this, and more than the percentage below, is held. A document that was moved or renamed is not lost.",
            "100");
    static final Option<Integer> PERCENT = new Option<>(
            "freshet.delete-guard.percent",
            OptionType.NUMBER,
            "percent of a source",
            10,
            0,
            100,
            "A pass that would lose more of a source than this, and more than the number above, is held.",
            "25");
    static final List<Option<?>> OPTIONS = List.of(DOCUMENTS, PERCENT);

    static GuardSettings of(OptionValues values) {
        return new GuardSettings(values.get(DOCUMENTS), values.get(PERCENT));
    }
}
