package dev.freshet.remote;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The breakers of all remotes: the model, the store, and each host that sources call. Safe for many threads. */
public final class Breakers {

    /** Name of the model's breaker. */
    public static final String MODEL = "the model";

    /** Name of the breaker of what is written to the store. */
    public static final String STORE = "the vector store";

    /** Name of the breaker of what the store is asked. */
    public static final String STORE_READS = "the vector store (questions)";

    /** A host has been tried seven times with growing pauses for each call that failed. */
    private static final Duration HOST_PAUSE = Duration.ofMinutes(1);

    private final Clock clock;
    private final Breaker model;
    private final Breaker store;
    private final Breaker storeReads;
    private final Map<String, Breaker> hosts = new ConcurrentHashMap<>();

    /**
     * Makes them.
     *
     * @param pause how long a model or a store is left alone at first when it can't be used
     * @param longest the pause doubles with each trial that fails, to this
     */
    public Breakers(Duration pause, Duration longest) {
        this(pause, longest, new ForwardClock());
    }

    Breakers(Duration pause, Duration longest, Clock clock) {
        this.clock = clock;
        model = new Breaker(MODEL, pause, longest, Breakers::isOutage, nothing -> false, clock);
        store = new Breaker(STORE, pause, longest, Breakers::isOutage, nothing -> false, clock);
        storeReads = new Breaker(STORE_READS, pause, longest, Breakers::isOutage, nothing -> false, clock);
    }

    /** Also what a model said of one document, where it answered others: three such in a row are no accident. */
    private static boolean isOutage(Throwable failure) {
        return failure instanceof OutageException || failure instanceof RefusedDocumentException;
    }

    public Breaker model() {
        return model;
    }

    /** For what is written: a store that answers may take nothing, and the other way round. */
    public Breaker store() {
        return store;
    }

    public Breaker storeReads() {
        return storeReads;
    }

    /**
     * The breaker of a host that sources call.
     *
     * @param authority host and port
     * @param isOutage which failures say that it can't be used
     * @param isNoAnswer which failures say nothing of it
     */
    public Breaker host(String authority, Predicate<Throwable> isOutage, Predicate<Throwable> isNoAnswer) {
        return hosts.computeIfAbsent(
                authority, name -> new Breaker(name, HOST_PAUSE, HOST_PAUSE, isOutage, isNoAnswer, clock));
    }

    /** Why a breaker of this name lets no call through; empty = it is none of these. */
    public Optional<String> refusal(String name) {
        return all().filter(breaker -> breaker.circuit().getName().equals(name))
                .findFirst()
                .map(Breaker::refusal);
    }

    /** What goes on, by remote. */
    public List<Outage> outages() {
        return all().flatMap(breaker -> breaker.outage().stream()).toList();
    }

    /** Whether calls are held back, by remote; one that is being tried again is not back yet. */
    public Map<String, Boolean> open() {
        Map<String, Boolean> open = new TreeMap<>();
        all().forEach(breaker -> open.put(breaker.circuit().getName(), !breaker.isClosed()));
        return open;
    }

    private Stream<Breaker> all() {
        List<Breaker> all = new ArrayList<>(hosts.values());
        all.add(model);
        all.add(store);
        all.add(storeReads);
        return all.stream();
    }
}
