package dev.freshet;

import dev.freshet.check.CheckedHome;
import dev.freshet.config.RetrySettings;
import dev.freshet.config.Secret;
import dev.freshet.config.Settings;
import dev.freshet.pass.Preparation;
import dev.freshet.state.Database;
import dev.freshet.state.Documents;
import dev.freshet.state.Embeddings;
import dev.freshet.state.Incidents;
import dev.freshet.state.Intents;
import dev.freshet.state.MovedDocuments;
import dev.freshet.state.PrivateFolder;
import dev.freshet.state.RetryTimes;
import dev.freshet.state.Runs;
import dev.freshet.state.Samples;
import dev.freshet.state.Sources;
import dev.freshet.state.StatedChunks;
import dev.freshet.state.StatedVersions;
import dev.freshet.state.VectorSets;
import dev.freshet.store.DocumentRemoval;
import dev.freshet.store.DocumentWriter;
import dev.freshet.store.EmbeddedSets;
import dev.freshet.store.VectorStore;
import dev.freshet.verify.StoreGuard;
import dev.freshet.verify.Verification;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** State and store of a home, open. */
public final class Memory implements AutoCloseable {

    private final Database database;
    private final @Nullable HomeLock lock;
    private final @Nullable Path temporary;
    private final Documents documents;
    private final Runs runs;
    private final VectorStore store;
    private final DataFolder folder;

    private Memory(
            DataFolder folder,
            Database database,
            Function<Database, VectorStore> opening,
            @Nullable HomeLock lock,
            @Nullable Path temporary) {
        this.folder = folder;
        this.database = database;
        this.lock = lock;
        this.temporary = temporary;
        this.documents = new Documents(database);
        this.runs = new Runs(database, Secret::withoutPasswords);
        this.store = opening.apply(database);
    }

    /** Opens for looking only. A home without data looks empty, and stays without. */
    public static Memory forReading(Path home, Settings settings) {
        DataFolder folder = DataFolder.of(home, settings);
        StatePlace state = StatePlace.of(folder, settings.state());
        return state.exists()
                ? new Memory(folder, state.forReading(), Stores.of(settings), null, null)
                : ofNothing(settings);
    }

    /** The same for who only wants to know whether all would begin: a state elsewhere isn't asked for that. */
    public static Memory forChecking(Path home, Settings settings) {
        return settings.state().isElsewhere() ? ofNothing(settings) : forReading(home, settings);
    }

    private static Memory ofNothing(Settings settings) {
        Path temporary = TemporaryFolder.make();
        DataFolder folder = DataFolder.of(temporary, settings);
        return new Memory(folder, StatePlace.inFile(folder).forReading(), Stores.of(settings), null, temporary);
    }

    /**
     * Opens for writing, as the only one, and puts in order what a killed process left.
     *
     * @throws HomeInUseException if another process writes
     */
    public static Memory forWriting(Path home, CheckedHome checked) {
        return forWriting(home, checked, Stores.of(checked.settings()));
    }

    /** The same around a store, which {@code opening} gives and which may be one in the database of the state. */
    public static Memory forWriting(Path home, CheckedHome checked, Function<Database, VectorStore> opening) {
        Memory memory = forWriting(home, checked.settings(), opening);
        checked.sources().forEach(source -> memory.sources().register(source.id(), source.kind()));
        return memory;
    }

    /** The same for work that no source is looked at for. */
    public static Memory forWriting(Path home, Settings settings) {
        return forWriting(home, settings, Stores.of(settings));
    }

    private static Memory forWriting(Path home, Settings settings, Function<Database, VectorStore> opening) {
        DataFolder folder = DataFolder.of(home, settings);
        PrivateFolder.make(new DataFolder(home, "").path());
        PrivateFolder.make(folder.path());
        HomeLock lock = HomeLock.take(folder.path());
        Database database = null;
        try {
            database = StatePlace.of(folder, settings.state()).forWriting();
            Memory memory = new Memory(folder, database, opening, lock, null);
            PrivateFolder.make(folder.path());
            Instant now = Instant.now();
            new Recovery(
                            memory.documents,
                            memory.intents(),
                            memory.runs,
                            settings.retry().attempts())
                    .run(now);
            memory.embeddings().forgetUnusedSince(now.minus(settings.cache().keep()));
            return memory;
        } catch (RuntimeException e) {
            if (database != null) {
                database.close();
            }
            lock.close();
            throw e;
        }
    }

    public Documents documents() {
        return documents;
    }

    StatedVersions versions() {
        return new StatedVersions(database);
    }

    public MovedDocuments movedDocuments() {
        return new MovedDocuments(database);
    }

    public Intents intents() {
        return new Intents(database);
    }

    public Runs runs() {
        return runs;
    }

    public Sources sources() {
        return new Sources(database);
    }

    public Embeddings embeddings() {
        return new Embeddings(database);
    }

    /** Connections that can only look, for queries in routes. */
    public DataSource readOnly() {
        return database.readOnly();
    }

    public Samples samples() {
        return new Samples(database);
    }

    public Incidents incidents() {
        return new Incidents(database);
    }

    /** Which vectors answer searches, and which are being made. */
    public VectorSets sets() {
        return new VectorSets(database);
    }

    EmbeddedSets embeddedSets() {
        return new EmbeddedSets(database);
    }

    public VectorStore store() {
        return store;
    }

    Preparation preparation(RetrySettings settings, StoreGuard guard, Clock clock) {
        return new PassPreparation(new RetryTimes(database), settings, guard, clock);
    }

    /** Compares state and store. */
    public Verification verification() {
        return new Verification(new StatedChunks(database), embeddings(), store);
    }

    /**
     * Writes documents to store and state.
     *
     * @param model name under which vectors are remembered
     */
    DocumentWriter writer(String model, Clock clock) {
        return new DocumentWriter(database, store, model, clock);
    }

    /** Removes documents from store and state. */
    DocumentRemoval removal() {
        return new DocumentRemoval(database, store);
    }

    /** Room that the state takes, and the embedded store with it. */
    long bytes() {
        return database.bytes();
    }

    /** Does what the state needs now and then: its file loses what it grew by. */
    public void tidy() {
        database.tidy();
    }

    /** Name of its store; empty = the one of {@code freshet.store}. */
    public String name() {
        return folder.store();
    }

    /** The folder that holds what is written for this store. */
    public Path folder() {
        return folder.path();
    }

    /** What is fetched of remote repositories, one folder a source. */
    Path mirrors() {
        return folder().resolve("git");
    }

    /** Removes what a source fetched, if it did. */
    void removeMirror(String source) {
        FolderRemoval.remove(mirrors().resolve(source));
    }

    @Override
    public void close() {
        store.close();
        database.close();
        if (lock != null) {
            lock.close();
        }
        if (temporary != null) {
            FolderRemoval.remove(temporary);
        }
    }
}
