package dev.freshet.camel;

import dev.freshet.document.DocumentKey;
import dev.freshet.pass.Pass;
import dev.freshet.source.ListedSource;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The proof that a document is gone, from the source that lists itself. It is asked for at each look at the deletions of a
 * pass, and answered over a network once.
 */
final class Proofs implements Predicate<DocumentKey> {

    private final ListedSource source;
    private final Pass pass;
    private final Map<String, Boolean> known = new HashMap<>();

    Proofs(ListedSource source, Pass pass) {
        this.source = source;
        this.pass = pass;
    }

    @Override
    public boolean test(DocumentKey key) {
        return known.computeIfAbsent(key.document(), this::prove);
    }

    private boolean prove(String id) {
        try {
            return source.find(id) == null;
        } catch (IOException e) {
            pass.incomplete("It can't be proven that '" + id + "' is gone from " + pass.source() + ", so it was kept: "
                    + Reasons.ofFailure(e));
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            pass.incomplete("Freshet was stopped while it looked for '" + id + "' of " + pass.source() + ".");
            return false;
        }
    }
}
