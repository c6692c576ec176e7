package dev.freshet.bench;

/** One kind of work that is measured: makes its own data from a seed, warms up, repeats, and reports rows and points. */
interface Bench {

    /** What docs/performance.md calls it, such as {@code P1}. */
    String id();

    /**
     * Does the work and reports what it took. In the smoke form it does the same with little data, so that a build proves that
     * it runs; its times say nothing.
     */
    void run(BenchRun run) throws Exception;
}
