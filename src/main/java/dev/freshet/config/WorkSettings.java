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
            "Documents that are worked on at the same time; 0 takes the number of cores.",
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

    /** The workers to start: never 0. */
    public static int resolved(int workers) {
        return workers == 0 ? Runtime.getRuntime().availableProcessors() : workers;
    }

    static WorkSettings of(OptionValues values) {
        return new WorkSettings(resolved(values.get(WORKERS)), values.get(QUEUE));
    }
}
