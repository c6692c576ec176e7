package dev.freshet.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.freshet.config.Suggestion;
import dev.freshet.document.DocumentKey;
import dev.freshet.pass.PassRequest;
import dev.freshet.pass.PassRequest.Kind;
import dev.freshet.pass.Wish;
import dev.freshet.report.VerifyReport;
import dev.freshet.service.Running;
import dev.freshet.state.Documents;
import dev.freshet.state.RunStatus;
import dev.freshet.state.Runs;
import dev.freshet.state.Runs.Run;
import dev.freshet.verify.Verification;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Bean {@code actions}: what a client may ask the service to do. All of it begins passes; none of it changes a document. */
public final class Actions {

    private static final String TRIGGER = "http";

    private final Running service;
    private final Documents documents;
    private final Runs runs;
    private final Function<String, Optional<Path>> rootOf;
    private final Verification verification;
    private final Waiters waiters;
    private final Semaphore comparing = new Semaphore(1);

    /**
     * Makes the bean.
     *
     * @param rootOf folder of a source, where it has one
     * @param mostWaiting requests that may wait for a run to end
     */
    public Actions(
            Running service,
            Documents documents,
            Runs runs,
            Verification verification,
            Function<String, Optional<Path>> rootOf,
            int mostWaiting) {
        this.service = service;
        this.documents = documents;
        this.runs = runs;
        this.verification = verification;
        this.rootOf = rootOf;
        this.waiters = new Waiters(mostWaiting);
    }

    /** Body of what may name one source. */
    record SourceBody(@Nullable String source) {}

    /** Body of {@code POST /verify}. */
    record VerifyBody(@Nullable String source, boolean repair) {}

    /** Body of {@code POST /ingest/document}: the document by its path, or by its id. */
    record DocumentBody(
            @Nullable String source,
            @Nullable String path,
            @Nullable String id) {}

    /** Answer of what was begun. */
    record Accepted(
            String status,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Long runId,

            List<Begun> runs) {}

    /** A pass that was asked for. */
    record Begun(String source, long runId) {}

    /** {@code POST /webhook/ingest}. */
    public Answer ingest(Request request) {
        List<String> sources = chosen(request.json(SourceBody.class).source());
        return begin(sources, request.flag("wait"), source -> new PassRequest(Kind.SYNC, TRIGGER, 0));
    }

    /** {@code POST /retry}. */
    public Answer retry(Request request) {
        List<String> sources = chosen(request.json(SourceBody.class).source());
        sources.forEach(documents::retryNow);
        return begin(sources, request.flag("wait"), source -> new PassRequest(Kind.SYNC, TRIGGER, 0));
    }

    /** {@code POST /runs/{id}/approve}. */
    public Answer approve(Request request) {
        long number = request.run(1);
        Run run = runs.find(number).orElseThrow(() -> new Refusal(404, "There is no run " + number + "."));
        if (run.status() != RunStatus.HELD) {
            throw new Refusal(
                    409,
                    "Run " + number + " of " + run.source() + " is not held but "
                            + run.status().text() + ": there is nothing to approve.");
        }
        if (!service.sources().contains(run.source())) {
            throw new Refusal(409, "The file of source " + run.source() + " is gone: forget the source instead.");
        }
        return begin(
                List.of(run.source()),
                request.flag("wait"),
                source -> new PassRequest(Kind.SYNC, TRIGGER, run.counts().held()));
    }

    /** {@code POST /ingest/document}. */
    public Answer document(Request request) {
        DocumentBody body = request.json(DocumentBody.class);
        if (body.source() == null || (body.path() == null) == (body.id() == null)) {
            throw new Refusal(400, "The body needs 'source', and 'path' or 'id' of the document.");
        }
        String source = chosen(body.source()).get(0);
        String path = body.path() == null ? body.id() : body.path();
        Optional<Path> root = rootOf.apply(source);
        PassRequest pass = root.isEmpty()
                ? new PassRequest(Kind.SYNC, TRIGGER, 0)
                : look(source, new SourceFolder(root.get()), String.valueOf(path));
        return begin(List.of(source), request.flag("wait"), chosen -> pass);
    }

    private PassRequest look(String source, SourceFolder folder, String path) {
        String id = folder.id(path);
        if (folder.exists(id)) {
            return PassRequest.of(Set.of(id), TRIGGER);
        }
        if (documents.find(new DocumentKey(source, id)).isPresent()) {
            // It is gone: only a complete pass may say so.
            return new PassRequest(Kind.SYNC, TRIGGER, 0);
        }
        throw new Refusal(404, "There is no document '" + id + "' in source " + source + ".");
    }

    /** {@code POST /verify}: compares, or has each source compared and mended by a pass. */
    public Answer verify(Request request) {
        VerifyBody body = request.json(VerifyBody.class);
        List<String> sources = chosen(body.source());
        if (body.repair()) {
            return begin(sources, request.flag("wait"), source -> new PassRequest(Kind.REPAIR, TRIGGER, 0));
        }
        if (!comparing.tryAcquire()) {
            throw new Refusal(429, "A comparison is under way already. Ask again when it is done.");
        }
        try {
            Set<String> wanted = body.source() == null ? Set.of() : Set.copyOf(sources);
            return Answer.ok(VerifyReport.of(verification.compare(wanted)));
        } finally {
            comparing.release();
        }
    }

    /** All sources, or the one that is named. */
    private List<String> chosen(@Nullable String source) {
        List<String> all = service.sources();
        if (source == null) {
            return all;
        }
        if (!all.contains(source)) {
            throw new Refusal(404, "There is no source '" + source + "'." + Suggestion.of(source, all));
        }
        return List.of(source);
    }

    private Answer begin(List<String> sources, boolean wait, Function<String, PassRequest> requestFor) {
        if (wait) {
            waiters.refuseOneMore();
        }
        Map<String, Wish> wishes = new LinkedHashMap<>();
        sources.forEach(source -> wishes.put(source, service.pass(source, requestFor.apply(source))));
        return wait ? waiters.await(wishes.values()) : accepted(wishes);
    }

    static Answer accepted(Map<String, Wish> wishes) {
        List<Begun> begun = new ArrayList<>();
        wishes.forEach((source, wish) -> begun.add(new Begun(source, wish.run())));
        Long first = begun.isEmpty() ? null : begun.get(0).runId();
        return new Answer(202, new Accepted("accepted", first, begun));
    }
}
