package dev.freshet.testing;

/** Which form of a test of reliability runs: the short one of each build, or the long one of the profile {@code chaos}. */
public final class Chaos {

    /** Whether the long form was asked for. */
    public static final boolean LONG = Boolean.getBoolean("freshet.chaos");

    private Chaos() {}

    /** The size of something in the form that runs. */
    public static int size(int inShortForm, int inLongForm) {
        return LONG ? inLongForm : inShortForm;
    }

    /** Prints a figure of the long form for docs/reliability.md; the short form prints it too. */
    public static void figure(String format, Object... values) {
        System.err.printf("FIGURE " + format + "%n", values);
    }
}
