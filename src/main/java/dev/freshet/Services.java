package dev.freshet;

import dev.freshet.check.CheckedHome;
import dev.freshet.config.Settings;
import dev.freshet.embed.Embedder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * {@code freshet run} of a home: a service for each of its stores, each with its own state, passes and HTTP interface, so
 * that none waits for another. They have one model.
 */
public final class Services implements AutoCloseable {

    private final Path home;
    private final List<CheckedHome> homes;
    private final Memories memories;
    private final List<Service> services = new ArrayList<>();

    /**
     * Opens the state of all of them for writing; {@link #start} starts them.
     *
     * @param homes one for each store; the first sees what is wrong with any of them, and passes pushes on
     * @throws HomeInUseException if another process writes to one of them
     */
    public Services(Path home, List<CheckedHome> homes) {
        this.home = home;
        this.homes = homes;
        this.memories = new Memories(home, homes);
    }

    /** Puts them together and starts them. Where one can't be, none runs. */
    public void start() {
        start(settings -> Models.of(settings, settings.work().busy()));
    }

    /** The same with models that {@code making} makes, which are closed with this. */
    public void start(Function<Settings, Embedder> making) {
        List<Embedder> models = memories.models(homes, making);
        for (int i = homes.size() - 1; i >= 0; i--) {
            List<Service> others = i == 0 ? List.copyOf(services) : List.of();
            services.add(0, new Service(home, homes.get(i), memories.all().get(i), models.get(i), others));
        }
        services.forEach(Service::start);
    }

    /** The service of each store, in the order of the homes. */
    public List<Service> all() {
        return List.copyOf(services);
    }

    /**
     * Stops all of them at once, as {@link Service#stop} does.
     *
     * @return whether all documents in hand were finished; where not, {@link #close} must not be called
     */
    public boolean stop() throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(services.size());
        try {
            List<Callable<Boolean>> stops = new ArrayList<>();
            services.forEach(service -> stops.add(service::stop));
            boolean finished = true;
            for (Future<Boolean> stop : threads.invokeAll(stops)) {
                finished &= stop.get();
            }
            return finished;
        } finally {
            threads.shutdown();
        }
    }

    @Override
    public void close() {
        services.forEach(Service::close);
        memories.close();
    }
}
