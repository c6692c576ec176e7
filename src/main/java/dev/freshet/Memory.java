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
import dev.freshet.store.EmbeddedStore;
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
            VectorStore store,
            @Nullable HomeLock lock,
            @Nullable Path temporary) {
        this.folder = folder;
        this.database = database;
        this.lock = lock;
        this.temporary = temporary;
        this.documents = new Documents(database);
        this.runs = new Runs(database, Secret::withoutPasswords);
        this.store = store;
    }

    /** Opens for looking only. A home without data looks empty, and stays without. */
    public static Memory forReading(Path home, Settings settings) {
        return forReading(new DataFolder(home, settings.store().name()), Stores.of(settings));
    }

    /** The same beside the embedded store, whatever the options say: for those who only ask the state. */
    public static Memory forReading(Path home, String store) {
        return forReading(new DataFolder(home, store), EmbeddedStore::new);
    }

    private static Memory forReading(DataFolder data, Function<Database, VectorStore> opening) {
        Path temporary = data.exists() ? null : TemporaryFolder.make();
        DataFolder folder = temporary == null ? data : new DataFolder(temporary, data.store());
        Database database = Database.open(folder.file());
        return new Memory(folder, database, opening.apply(database), null, temporary);
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
        DataFolder folder = new DataFolder(home, settings.store().name());
        PrivateFolder.make(new DataFolder(home, "").path());
        PrivateFolder.make(folder.path());
        HomeLock lock = HomeLock.take(folder.path());
        Database database = null;
        try {
            database = Database.open(folder.file());
            Memory memory = new Memory(folder, database, opening.apply(database), lock, null);
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

    /** Size of the file that holds state and embedded store. */
    long bytes() {
        return database.bytes();
    }

    /** Lets the file lose what it grew by, and its queries learn how the data are spread. */
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
