package dev.freshet.change;

/**
 * Stands between a pass and a mass deletion. A pass that would lose more than {@code documents} documents <em>and</em> more
 * than {@code percent} per cent of its source is held: nothing is deleted until a person approves. A document that was
 * moved or renamed is deleted under its old name, but not lost.
 *
 * @param documents at least 0
 * @param percent 0 to 100
 */
public record DeletionGuard(int documents, int percent) {

    /** What a pass may do with the documents that are gone from its source. */
    public enum Verdict {
        ALLOWED,
        TOO_MANY,
        /** The source listed nothing at all: an empty mount looks like this. */
        EMPTY_SOURCE
    }

    /**
     * Judges a deletion.
     *
     * @param gone documents the state knows and the complete listing hasn't
     * @param lost those of them that didn't come back under another name
     * @param known documents the state knew before the pass
     * @param listed documents the listing has
     * @param approved deletions a person approved, 0 = none
     */
    public Verdict judge(long gone, long lost, long known, long listed, long approved) {
        if (gone == 0 || gone <= approved) {
            return Verdict.ALLOWED;
        }
        if (listed == 0) {
            return Verdict.EMPTY_SOURCE;
        }
        boolean tooMany = lost > documents && lost * 100 > known * percent;
        return tooMany ? Verdict.TOO_MANY : Verdict.ALLOWED;
    }
}
