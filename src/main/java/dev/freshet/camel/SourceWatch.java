package dev.freshet.camel;

import dev.freshet.source.Exclusion;
import dev.freshet.source.folder.FolderEvent;
import dev.freshet.source.folder.FolderFile;
import dev.freshet.source.folder.FolderVisitor;
import dev.freshet.source.folder.FolderWalk;
import dev.freshet.source.folder.FolderWatch;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one source watched while its route is started: begins anew when the folder went away and came back, or when the
 * system refused. What may have happened before a watch began is found by a complete pass.
 */
final class SourceWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SourceWatch.class);

    private static final String EVENTS = "seda:watch-events?blockWhenFull=true";

    /** A folder is looked for this often; that is one stat. */
    private static final long CHECK_SECONDS = 1;

    /** A system that refused is asked again after this: to register a large tree is work. */
    private static final long REFUSED_SECONDS = 60;

    private final String source;
    private final FolderEndpoint folder;
    private final Watches watches;
    private final ProducerTemplate events;
    private final ScheduledExecutorService checks;
    private @Nullable FolderWatch watch;
    private volatile boolean alive;
    private volatile boolean closed;
    private boolean refused;
    private long notBefore = System.nanoTime();

    SourceWatch(String source, FolderEndpoint folder, Watches watches) {
        this.source = source;
        this.folder = folder;
        this.watches = watches;
        CamelContext context = folder.getCamelContext();
        this.events = context.createProducerTemplate();
        this.checks = context.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "watch-check");
    }

    String source() {
        return source;
    }

    /** Whether changes are noticed as they happen. */
    boolean isAlive() {
        return alive;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the check says itself what goes wrong
    void start() {
        watches.add(this);
        checks.scheduleWithFixedDelay(this::check, 0, CHECK_SECONDS, TimeUnit.SECONDS);
    }

    private synchronized void check() {
        try {
            if (watch != null && !watch.isAlive()) {
                end(watch);
            }
            if (watch == null && !closed && System.nanoTime() - notBefore >= 0 && Files.isDirectory(folder.root())) {
                begin();
            }
        } catch (RuntimeException e) {
            LOG.error("The watch of {} could not be checked; it goes on by its schedule.", source, e);
        }
    }

    private void begin() {
        try {
            watch = new FolderWatch(folder.root(), folder.rules(), folder.isFollowLinks(), this::tell);
            alive = true;
            refused = false;
            LOG.info("{} is watched: changes below {} are noticed as they happen.", source, folder.root());
            tell(new FolderEvent(FolderEvent.Kind.UNKNOWN, ""));
        } catch (IOException e) {
            refuse(e);
        }
    }

    private void end(FolderWatch ended) {
        IOException failure = ended.failure();
        ended.close();
        watch = null;
        alive = false;
        if (failure != null) {
            refuse(failure);
            tell(new FolderEvent(FolderEvent.Kind.UNKNOWN, ""));
        } else if (!Files.isDirectory(folder.root())) {
            LOG.warn("{} is not watched while {} is away.", source, folder.root());
        }
    }

    /** Said once, until a watch could be begun. */
    private void refuse(IOException e) {
        notBefore = System.nanoTime() + TimeUnit.SECONDS.toNanos(REFUSED_SECONDS);
        if (!refused) {
            LOG.warn(
                    "{} can't be watched ({}). It goes on by its schedule, and the watch is tried again every minute."
                            + " Linux allows so many watched folders for each user: raise"
                            + " fs.inotify.max_user_watches and fs.inotify.max_user_instances with sysctl, or exclude folders.",
                    source,
                    Reasons.of(e));
        }
        refused = true;
    }

    private void tell(FolderEvent event) {
        if (!closed) {
            events.sendBody(EVENTS, Burst.of(source, event, folder.debounceTime(), Instant.now()));
        }
    }

    /** For {@link FolderWalk#isGone} alone. */
    FolderWalk look() {
        return new FolderWalk(folder.root(), folder.rules(), folder.isFollowLinks(), new Unheard());
    }

    private static final class Unheard implements FolderVisitor {

        @Override
        public void document(FolderFile file) {}

        @Override
        public void excluded(String id, Exclusion rule) {}

        @Override
        public void unreadable(String id, IOException error) {}

        @Override
        public boolean cancelled() {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        alive = false;
        watches.remove(this);
        folder.getCamelContext().getExecutorServiceManager().shutdownNow(checks);
        synchronized (this) {
            if (watch != null) {
                watch.close();
                watch = null;
            }
        }
        events.close();
    }
}
