package dev.freshet.bench;

/**
 * One point of a plot.
 *
 * @param plot names the file, such as {@code pass-over-unchanged-files}
 * @param xAxis what grows, with its unit
 * @param yAxis what is measured, with its unit
 * @param series which line it is on
 */
record Point(String plot, String xAxis, String yAxis, String series, double x, double y) {}
