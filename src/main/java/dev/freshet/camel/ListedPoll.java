package dev.freshet.camel;

import dev.freshet.change.FingerprintGate;
import dev.freshet.document.Change;
import dev.freshet.pass.Pass;
import dev.freshet.pass.Position;
import dev.freshet.source.Description;
import dev.freshet.source.ListedDocument;
import dev.freshet.source.ListedSource;
import dev.freshet.state.DocumentRow;
import dev.freshet.state.KnownDocuments;
import dev.freshet.state.Sources.Cursor;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One pass over a {@link ListedSource}: what changed since its cursor, or everything where there is none, where it is of
 * another choice of documents, or where the last listing of everything is long ago. Documents that failed before come
 * last, and come back when they are due although no listing of changes has them.
 */
final class ListedPoll implements ListedSource.Visitor {

    private static final Logger LOG = LoggerFactory.getLogger(ListedPoll.class);

    /** Sends a document down the route. */
    interface Sender {
        void send(ListedDocument document, @Nullable DocumentRow row);
    }

    /** Documents that failed before and may be held as a listing has read them. */
    private static final int READ_AHEAD = 50;

    private record Candidate(
            ListedDocument document, @Nullable DocumentRow row) {}

    private final ListedEndpoint endpoint;
    private final ListedSource source;
    private final Pass pass;
    private final Sender sender;
    private final BooleanSupplier stopping;
    private final FingerprintGate gate;
    private final List<Candidate> last = new ArrayList<>();
    private final Set<String> visited = new HashSet<>();
    private @Nullable KnownDocuments known;
    private int sent;

    ListedPoll(ListedEndpoint endpoint, ListedSource source, Pass pass, Sender sender, BooleanSupplier stopping) {
        this.endpoint = endpoint;
        this.source = source;
        this.pass = pass;
        this.sender = sender;
        this.stopping = stopping;
        this.gate = new FingerprintGate(pass.recipe(), pass.request().readsEverything(), now());
    }

    private Instant now() {
        return endpoint.knowledge().clock().instant();
    }

    /** Lists and sends; gives the number of documents sent. */
    int run() throws InterruptedException {
        pass.proveAbsenceBy(new Proofs(source, pass));
        source.begin();
        known = endpoint.knowledge().documents().known(pass.source());
        try {
            if (pass.request().listsEverything()) {
                list();
            } else {
                look(pass.request().documents());
            }
        } catch (InterruptedException e) {
            if (!pass.isInterrupted()) {
                throw e;
            }
            LOG.debug("The listing of {} was given up", pass.source(), e);
        } catch (IOException e) {
            pass.incomplete(Reasons.ofFailure(e));
        }
        last.forEach(this::send);
        pass.listingEnded();
        if (cancelled() && !pass.isInterrupted()) {
            pass.incomplete("Freshet was stopped before the listing of " + pass.source() + " was at its end.");
        }
        return sent;
    }

    private void list() throws IOException, InterruptedException {
        String choice = endpoint.choice(pass.recipe()) + " ";
        Cursor cursor = endpoint.knowledge().sources().cursor(pass.source());
        String position = cursor.position() == null || !cursor.position().startsWith(choice) || isOld(cursor)
                ? null
                : cursor.position().substring(choice.length());
        ListedSource.Listed listed = source.list(position, this);
        if (!listed.everything()) {
            pass.listsChangesOnly();
            lookAgain();
        }
        pass.reached(new Position(listed.cursor() == null ? null : choice + listed.cursor()));
    }

    private boolean isOld(Cursor cursor) {
        return pass.request().readsEverything()
                || pass.request().approvedDeletions() > 0
                || cursor.listedAll() == null
                || cursor.listedAll().isAfter(now()) // the clock was set back
                || !cursor.listedAll().plus(endpoint.completeAfter()).isAfter(now());
    }

    /** A listing of changes doesn't have what failed and hasn't changed since. */
    private void lookAgain() throws IOException, InterruptedException {
        Set<String> due = new HashSet<>(Objects.requireNonNull(known).due(now()));
        due.removeAll(visited);
        look(due);
    }

    private void look(Set<String> ids) throws IOException, InterruptedException {
        for (String id : ids) {
            if (cancelled()) {
                return;
            }
            ListedDocument found = found(id);
            if (found == null) {
                gone(id);
            } else {
                document(found);
            }
        }
    }

    /** What can't be looked for fails by itself, with its attempts and pauses, and keeps no other from its turn. */
    private @Nullable ListedDocument found(String id) throws InterruptedException {
        try {
            return source.find(id);
        } catch (IOException e) {
            DocumentRow row = row(id);
            String fingerprint = row == null ? "" : row.fingerprint();
            return new ListedDocument(id, fingerprint, Description.of(id), () -> {
                throw e;
            });
        }
    }

    @Override
    public boolean cancelled() {
        return stopping.getAsBoolean();
    }

    @Override
    public @Nullable String fingerprint(String id) {
        DocumentRow row = row(id);
        return row == null || pass.request().readsEverything() || !row.isIndexedWith(pass.recipe())
                ? null
                : row.fingerprint();
    }

    private @Nullable DocumentRow row(String id) {
        return Objects.requireNonNull(known).find(id);
    }

    /** A listing that moves while it is read may have a document twice. */
    @Override
    public void document(ListedDocument document) {
        if (!visited.add(document.id())) {
            return;
        }
        pass.listed();
        DocumentRow row = row(document.id());
        if (row != null) {
            pass.marks().see(row.id());
        }
        switch (gate.see(row, document.fingerprint())) {
            case UNCHANGED -> pass.count(Change.UNCHANGED);
            case STILL_FAILED -> pass.countFailed();
            case LOOK -> send(new Candidate(document, row));
            case LOOK_LAST -> last.add(new Candidate(last.size() < READ_AHEAD ? document : again(document), row));
        }
    }

    /** The same, looked for again when its turn comes: what a listing has read of all that failed would fill the memory. */
    private ListedDocument again(ListedDocument document) {
        return new ListedDocument(document.id(), document.fingerprint(), document.description(), () -> {
            ListedDocument found;
            synchronized (last) {
                found = source.find(document.id());
            }
            if (found == null) {
                throw new NoSuchFileException(document.id(), null, "it is gone");
            }
            return found.reading().read();
        });
    }

    private void send(Candidate candidate) {
        if (!cancelled()) {
            sender.send(candidate.document(), candidate.row());
            sent++;
        }
    }

    @Override
    public void gone(String id) {
        DocumentRow row = row(id);
        if (row != null) {
            visited.remove(id);
            pass.marks().gone(row.id());
        }
    }

    @Override
    public void excluded(String id, String rule) {
        pass.countExcluded();
        LOG.info("{}:{} is left out: {}.", pass.source(), id, rule);
    }

    @Override
    public void incomplete(String reason) {
        pass.incomplete(reason);
    }
}
