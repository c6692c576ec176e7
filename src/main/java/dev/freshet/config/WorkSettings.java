package dev.freshet.config;

import java.util.List;

/** How much is done at once. */
public record WorkSettings(int workers, int queue) {

    static final Option<Integer> WORKERS = new Option<>(
            "freshet.workers",
            OptionType.NUMBER,
            "threads",
            0,
            0,
            256,
            "Documents that are worked on at the same time; most of them wait, for the model or for the end of a write. 0 takes"
                    + " eight for each core.",
            "4");
    static final Option<Integer> QUEUE = new Option<>(
            "freshet.queue",
            OptionType.NUMBER,
            "documents",
            64,
            1,
            100_000,
            "Documents that may wait for a worker before the listing of a source pauses.",
            "200");
    static final List<Option<?>> OPTIONS = List.of(WORKERS, QUEUE);

    /** Documents whose writes end together cost less than as many that end alone. */
    private static final int WORKERS_A_CORE = 8;

    private static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }

    /** The workers to start: never 0. */
    public static int resolved(int workers) {
        return workers == 0 ? WORKERS_A_CORE * cores() : workers;
    }

    /** Workers at most that may do what keeps a core busy. */
    public int busy() {
        return Math.min(workers, cores());
    }

    static WorkSettings of(OptionValues values) {
        return new WorkSettings(values.resolved(WORKERS, resolved(values.get(WORKERS))), values.get(QUEUE));
    }
}
