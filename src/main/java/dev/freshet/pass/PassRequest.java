package dev.freshet.pass;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a pass is asked to do.
 *
 * @param kind how much it looks at
 * @param trigger who asked, for the record: {@code schedule}, {@code cli}, …
 * @param approvedDeletions so many deletions are allowed whatever the guard says; 0 = none
 * @param documents ids of the documents to look at, for {@link Kind#DOCUMENTS} and, once its damage is known, {@link
 *     Kind#REPAIR}; else empty
 */
public record PassRequest(Kind kind, String trigger, long approvedDeletions, Set<String> documents) {

    /** How much a pass looks at. */
    public enum Kind {
        /** What the fingerprints say has changed. */
        SYNC,
        /** Reads and hashes everything, and ingests what has changed. */
        FULL,
        /** Ingests everything again, and embeds it again. */
        REBUILD,
        /** The named documents alone. It lists nothing, and so can't know what is gone. */
        DOCUMENTS,
        /** Compares state and store, mends, and looks at the documents whose chunks were damaged. */
        REPAIR;

        /** The form in the state and in JSON. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A look at all of a source. */
    public PassRequest(Kind kind, String trigger, long approvedDeletions) {
        this(kind, trigger, approvedDeletions, Set.of());
    }

    /** A look at some documents. */
    public static PassRequest of(Set<String> documents, String trigger) {
        return new PassRequest(Kind.DOCUMENTS, trigger, 0, Set.copyOf(documents));
    }

    /** Whether fingerprints don't count. */
    public boolean readsEverything() {
        return kind == Kind.FULL || kind == Kind.REBUILD;
    }

    /** Whether what its listing doesn't have is gone. */
    public boolean listsEverything() {
        return kind != Kind.DOCUMENTS && kind != Kind.REPAIR;
    }

    /** One request in the place of this and a later one, where one pass can answer both. */
    Optional<PassRequest> joinedWith(PassRequest later) {
        if (equals(later) || sameLook(later)) {
            return Optional.of(this);
        }
        if (kind == Kind.DOCUMENTS && later.kind == Kind.DOCUMENTS) {
            Set<String> both = new TreeSet<>(documents);
            both.addAll(later.documents);
            return Optional.of(of(both, trigger));
        }
        return Optional.empty();
    }

    private boolean sameLook(PassRequest later) {
        return listsEverything() && kind == later.kind && approvedDeletions == 0 && later.approvedDeletions == 0;
    }
}
