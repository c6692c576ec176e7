package dev.freshet.pass;

import dev.freshet.state.Runs.Run;
import java.util.concurrent.CompletableFuture;

/**
 * A pass that was asked for.
 *
 * @param run number of its run
 * @param done completed with the finished run, whatever its status
 */
public record Wish(long run, PassRequest request, CompletableFuture<Run> done) {

    Wish with(PassRequest joined) {
        return new Wish(run, joined, done);
    }
}
