package dev.freshet.bench;

/**
 * What a figure must reach.
 *
 * @param least whether it is the least that is allowed; otherwise the greatest
 * @param value of the figure, or of its ratio to the bound where there is one
 */
record Limit(boolean least, double value) {

    static Limit atLeast(double value) {
        return new Limit(true, value);
    }

    static Limit atMost(double value) {
        return new Limit(false, value);
    }

    boolean isMetBy(double figure) {
        return least ? figure >= value : figure <= value;
    }

    String text() {
        return (least ? "≥ " : "≤ ") + Samples.number(value);
    }
}
