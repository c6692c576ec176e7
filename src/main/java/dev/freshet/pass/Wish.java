package dev.freshet.pass;

import dev.freshet.state.Runs.Run;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A pass that was asked for.
 *
 * @param run number of its run
 * @param done completed with the finished run, whatever its status
 */
public record Wish(long run, PassRequest request, CompletableFuture<Run> done) {

    /** One wish in the place of this and a later one, where one pass can answer both. */
    Optional<Wish> joinedWith(PassRequest later) {
        return request.joinedWith(later).map(joined -> new Wish(run, joined, done));
    }
}
