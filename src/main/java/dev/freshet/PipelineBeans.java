package dev.freshet;

import dev.freshet.camel.ChangedFiles;
import dev.freshet.camel.Detection;
import dev.freshet.camel.FolderComponent;
import dev.freshet.camel.IndexedDocuments;
import dev.freshet.camel.ListedComponent;
import dev.freshet.camel.Outages;
import dev.freshet.camel.Outcome;
import dev.freshet.camel.PassBracket;
import dev.freshet.camel.Patience;
import dev.freshet.camel.PublicAddresses;
import dev.freshet.camel.SourcePolicy;
import dev.freshet.camel.WholeAnswer;
import dev.freshet.change.RetryPolicy;
import dev.freshet.chunk.ChunkOptions;
import dev.freshet.chunk.Chunker;
import dev.freshet.config.Settings;
import dev.freshet.embed.Embedder;
import dev.freshet.embed.Embedding;
import dev.freshet.extract.worker.IsolatedExtractor;
import dev.freshet.extract.worker.WorkerLimits;
import dev.freshet.migration.BothSets;
import dev.freshet.migration.ServedModel;
import dev.freshet.pass.PassListener;
import dev.freshet.pass.Passes;
import dev.freshet.plan.Planning;
import dev.freshet.remote.Breakers;
import dev.freshet.state.Documents;
import dev.freshet.store.DocumentWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** The beans that the routes of the pipeline name, one for each stage. */
record PipelineBeans(
        Settings settings,
        Memory memory,
        IsolatedExtractor extractor,
        Embedder embedder,
        Clock clock,
        PassListener listener,
        Breakers breakers) {

    Map<String, Object> all(
            Path home,
            Passes passes,
            Catalog catalog,
            Embedding embedding,
            Planning planning,
            ServedModel servedModel,
            boolean planOnly) {
        Documents documents = memory.documents();
        Map<String, Object> beans = new HashMap<>();
        beans.put("folder", new FolderComponent(home, passes, documents, clock));
        beans.putAll(new ListedSources(
                        home,
                        memory.mirrors(),
                        new ListedComponent.Knowledge(passes, documents, memory.sources(), clock, breakers))
                .components());
        beans.put("patience", new Patience());
        beans.put("publicConnections", new PublicAddresses().connections());
        beans.put("wholeAnswer", new WholeAnswer());
        beans.put("passes", new PassBracket(passes));
        beans.put("changedFiles", new ChangedFiles(passes, documents, clock));
        beans.put("sourcePolicy", new SourcePolicy(passes, catalog::has));
        beans.put("indexedDocuments", new IndexedDocuments());
        beans.put(
                "detection",
                new Detection(
                        documents,
                        planOnly ? (intent, run, now) -> {} : memory.intents()::note,
                        settings.extract().maxSize().bytes(),
                        clock));
        beans.put("extractor", extractor);
        Chunker chunker = new Chunker(embedder.tokenizer(), chunkOptions(settings, embedder));
        BothSets both = new BothSets(chunker, embedding, documents, memory.embeddings(), memory.sets(), servedModel);
        beans.put("chunker", both);
        beans.put("embedding", both);
        beans.put("planning", planning);
        DocumentWriter writer = memory.writer(embedder.model(), clock);
        beans.put("writer", writer);
        beans.put("outcome", outcome(documents));
        beans.put(
                "outages",
                new Outages(
                        breakers,
                        documents,
                        memory.intents(),
                        writer::isInDoubt,
                        settings.outage().patience()));
        beans.put("storeBreaker", breakers.store().circuit());
        return beans;
    }

    static ChunkOptions chunkOptions(Settings settings, Embedder embedder) {
        var chunk = settings.chunk();
        return new ChunkOptions(chunk.size(), chunk.overlap()).checkedFor(embedder);
    }

    static WorkerLimits limits(Settings settings) {
        var extract = settings.extract();
        return new WorkerLimits(
                settings.work().busy(), extract.timeout(), extract.memory().bytes(), extract.maxText());
    }

    private Outcome outcome(Documents documents) {
        var retry = settings.retry();
        RetryPolicy policy = new RetryPolicy(retry.attempts(), retry.firstDelay(), retry.maxDelay());
        return new Outcome(documents, memory.intents(), policy, clock, listener);
    }
}
