package dev.freshet.camel;

import dev.freshet.pass.Pass;
import dev.freshet.pass.Passes;
import java.util.Optional;

/** Looks at single documents beside the pass over their source, from their beginnings to their ends. */
final class Looks {

    private final Passes passes;
    private final String source;
    private final Looking looking;

    Looks(Passes passes, String source, Looking looking) {
        this.passes = passes;
        this.source = source;
        this.looking = looking;
    }

    /** Runs those that wait, one after the other, while a pass runs that lets them. */
    void run() throws InterruptedException {
        Optional<Pass> next = passes.beginBeside(source);
        while (next.isPresent()) {
            run(next.get());
            next = passes.beginBeside(source);
        }
    }

    private void run(Pass pass) throws InterruptedException {
        try {
            looking.look(pass);
        } catch (RuntimeException e) {
            passes.fail(pass, e);
            return;
        }
        passes.finish(pass);
    }
}
