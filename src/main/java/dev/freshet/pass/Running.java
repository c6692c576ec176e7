package dev.freshet.pass;

import dev.freshet.state.Runs.Run;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/**
 * A pass that has begun.
 *
 * @param done completed with the finished run, whatever its status
 */
record Running(Pass pass, Instant startedAt, CompletableFuture<Run> done) {}
