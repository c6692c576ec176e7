package dev.freshet.camel;

import dev.freshet.change.FingerprintGate;
import dev.freshet.document.Change;
import dev.freshet.document.DocumentKey;
import dev.freshet.pass.Pass;
import dev.freshet.source.Exclusion;
import dev.freshet.source.FileRules;
import dev.freshet.source.folder.FolderFile;
import dev.freshet.source.folder.FolderVisitor;
import dev.freshet.source.folder.FolderWalk;
import dev.freshet.state.DocumentRow;
import dev.freshet.state.KnownDocuments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One pass over a folder. Files that changed a moment ago may still be being written: they come after the others, once
 * they have been quiet for the settle time, and are left to the next pass if they haven't. Documents that failed before
 * come last of all, so that one that kills the process can't keep the others from their turn.
 */
final class FolderPoll implements FolderVisitor {

    private static final Logger LOG = LoggerFactory.getLogger(FolderPoll.class);

    /** Files that the listing may be ahead of the work, about 10 MB, so that the time left can be told. */
    private static final int LOOK_AHEAD = 20_000;

    /** Sends a file down the route. */
    interface Sender {
        void send(FolderFile file, @Nullable DocumentRow row);
    }

    private record Candidate(FolderFile file, @Nullable DocumentRow row) {}

    private final FolderEndpoint folder;
    private final Path root;
    private final FileRules rules;
    private final FolderTroubles troubles;
    private final Duration settle;
    private final Pass pass;
    private final Sender sender;
    private final BooleanSupplier stopping;
    private final FingerprintGate gate;
    private final List<Candidate> ready = new ArrayList<>();
    private final List<Candidate> unsettled = new ArrayList<>();
    private final List<Candidate> last = new ArrayList<>();
    private @Nullable KnownDocuments known;
    private boolean recalled;
    private int sent;

    FolderPoll(FolderEndpoint folder, Pass pass, Sender sender, BooleanSupplier stopping) {
        this.folder = folder;
        this.root = folder.root();
        this.rules = folder.rules();
        this.troubles = new FolderTroubles(root, pass.source());
        this.pass = pass;
        this.settle = settle();
        this.sender = sender;
        this.stopping = stopping;
        this.gate = new FingerprintGate(pass.recipe(), pass.request().readsEverything(), now());
    }

    /** What a watch reports has been quiet for its debounce; waiting again would only be late. */
    private Duration settle() {
        Duration settle = folder.settleTime();
        boolean quiet = folder.isWatch()
                && pass.request().trigger().equals(Watching.TRIGGER)
                && folder.debounceTime().compareTo(settle) >= 0;
        return quiet ? Duration.ZERO : settle;
    }

    private Instant now() {
        return folder.folderComponent().clock().instant();
    }

    /** Lists and sends; gives the number of files sent. */
    int run() throws InterruptedException {
        pass.proveAbsenceBy(this::isGone);
        Object before = identity();
        known = folder.folderComponent().documents().known(pass.source());
        try {
            FolderWalk walk = new FolderWalk(root, rules, folder.isFollowLinks(), this);
            if (pass.request().listsEverything()) {
                walk.run();
            } else {
                walk.look(pass.request().documents());
            }
        } catch (IOException e) {
            pass.incomplete(troubles.root(e));
            return sent;
        }
        pass.listingEnded();
        sendReady();
        sendSettled();
        last.forEach(this::send);
        if (!Objects.equals(before, identity())) {
            pass.incomplete(troubles.wentAway());
        }
        if (cancelled() && !pass.isInterrupted()) {
            pass.incomplete(troubles.stopped());
        }
        return sent;
    }

    /** Device and inode of the root: what a mount leaves behind is another folder. Null = there is none, or it has none. */
    private @Nullable Object identity() {
        try {
            return Files.readAttributes(root, BasicFileAttributes.class).fileKey();
        } catch (IOException e) {
            return null;
        }
    }

    @Override
    public boolean cancelled() {
        return stopping.getAsBoolean();
    }

    @Override
    public void document(FolderFile file) {
        pass.listed();
        if (file.id().indexOf('\uFFFD') >= 0) {
            pass.incomplete(troubles.undecodable(file.id()));
            return;
        }
        KnownDocuments documents = known();
        int unchanged = documents.unchanged(file.id(), file.fingerprint());
        if (unchanged > 0) {
            pass.marks().see(unchanged);
            pass.count(Change.UNCHANGED);
        } else {
            judge(file, documents.find(file.id()));
        }
    }

    /** Recalls what was indexed at the first file, while others are being listed. */
    private KnownDocuments known() {
        KnownDocuments documents = Objects.requireNonNull(known);
        if (!recalled && pass.request().listsEverything() && !gate.everything()) {
            documents.recall(gate.recipe());
        }
        recalled = true;
        return documents;
    }

    private void judge(FolderFile file, @Nullable DocumentRow row) {
        if (row != null) {
            pass.marks().see(row.id());
        }
        switch (gate.see(row, file.fingerprint())) {
            case UNCHANGED -> pass.count(Change.UNCHANGED);
            case STILL_FAILED -> pass.countFailed();
            case LOOK -> sendOnceSettled(new Candidate(file, row));
            case LOOK_LAST -> last.add(new Candidate(file, row));
        }
    }

    private void sendOnceSettled(Candidate candidate) {
        if (pass.request().listsEverything() && candidate.file().changedAt().isAfter(now().minus(settle))) {
            unsettled.add(candidate);
            return;
        }
        ready.add(candidate);
        if (ready.size() == LOOK_AHEAD) {
            sendReady();
        }
    }

    private void sendReady() {
        ready.forEach(this::send);
        ready.clear();
    }

    private void send(Candidate candidate) {
        if (!cancelled()) {
            sender.send(candidate.file(), candidate.row());
            sent++;
        }
    }

    private void sendSettled() throws InterruptedException {
        if (unsettled.isEmpty()) {
            return;
        }
        Thread.sleep(settle.toMillis());
        for (Candidate candidate : unsettled) {
            if (isStill(candidate.file())) {
                send(candidate);
            } else {
                LOG.info(
                        "{}:{} is still being written; the next pass looks at it again.",
                        pass.source(),
                        candidate.file().id());
                pass.countDeferred();
            }
        }
    }

    private boolean isStill(FolderFile file) {
        try {
            return file.again(folder.isFollowLinks()).fingerprint().equals(file.fingerprint());
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void excluded(String id, Exclusion rule) {
        pass.countExcluded();
        if (rule == Exclusion.TOO_LARGE) {
            LOG.info("{}:{} is larger than {} and left out.", pass.source(), id, folder.getMaxSize());
        } else {
            LOG.debug("{}:{} is left out: {}.", pass.source(), id, rule.text());
        }
    }

    @Override
    public void unreadable(String id, IOException error) {
        pass.incomplete(troubles.unreadable(id, error));
    }

    /** The proof before a deletion: a listing can miss a file that is renamed over while it runs. */
    private boolean isGone(DocumentKey key) {
        try {
            return new FolderWalk(root, rules, folder.isFollowLinks(), this).isGone(key.document());
        } catch (IOException e) {
            LOG.warn("{} can't be looked at ({}) and is kept.", key, Reasons.of(e));
            return false;
        } catch (InvalidPathException e) {
            LOG.warn("{} can't be looked at ({}) and is kept. Start Freshet with LC_ALL=C.UTF-8.", key, e.getReason());
            return false;
        }
    }
}
