package dev.freshet.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.embed.Embedder;
import dev.freshet.store.EmbeddedStore;
import dev.freshet.testing.OpenHome;
import dev.freshet.testing.Prose;
import dev.freshet.testing.TestHome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A first pass with the real model, beside the embedding alone of the very same chunks. */
final class EmbeddingPass {

    /** Sizes of documents in characters; what is longer would be read in a process of its own, which is another figure. */
    private static final int NOTE = 500;

    private static final int PAGE = 6_000;
    private static final int LONG = 30_000;

    private final BenchRun run;
    private final String id;
    private final RecordingEmbedder embedder;
    private int homes;

    EmbeddingPass(BenchRun run, String id, Embedder embedder) {
        this.run = run;
        this.id = id;
        this.embedder = new RecordingEmbedder(embedder);
    }

    /** Reports many documents, and one that is long. */
    void measure() throws Exception {
        Prose prose = new Prose(44);
        List<String> many = new ArrayList<>();
        for (int i = 0; i < run.size(80, 2); i++) {
            many.add(text(prose, run.size(PAGE, NOTE)));
        }
        Passes pages = passes(many);
        String work = "first pass over " + many.size() + " pages, " + pages.chunks + " chunks";
        run.row(Row.against(
                id, work, "chunks/s", pages.whole, "embedding alone", pages.embedding, Limit.atLeast(0.95)));
        run.row(Row.told(id, "the same, share of the cores that is busy", "", pages.busy));
        Passes one = passes(List.of(text(prose, run.size(LONG, NOTE))));
        run.row(new Row(
                id,
                "first pass over one document of " + one.chunks + " chunks",
                "chunks/s",
                one.whole,
                "embedding alone",
                one.embedding,
                null));
        run.row(Row.told(id, "the same, share of the cores that is busy", "", one.busy));
    }

    /** What some passes and as many rounds of embedding alone took. */
    private record Passes(int chunks, Samples whole, Samples embedding, Samples busy) {}

    private Passes passes(List<String> documents) throws Exception {
        List<Double> busy = new ArrayList<>();
        List<String> chunks = new ArrayList<>();
        List<Samples> speeds = run.inTurns(
                1,
                5,
                () -> {
                    double seconds = pass(documents, busy);
                    chunks.clear();
                    chunks.addAll(embedder.take());
                    return chunks.size() / seconds;
                },
                () -> {
                    double speed = EmbeddingBench.speed(chunks, () -> embedder.embed(chunks));
                    embedder.take();
                    return speed;
                });
        return new Passes(chunks.size(), speeds.get(0), speeds.get(1), new Samples(busy));
    }

    /** Seconds of a pass in a new home; starting and stopping not counted. */
    private double pass(List<String> documents, List<Double> busy) throws IOException {
        TestHome home = home(documents);
        try (OpenHome open = OpenHome.of(home, EmbeddedStore::new, embedder)) {
            long start = System.nanoTime();
            busy.add(BusyCores.share(
                    () -> assertThat(open.pass().counts().failed()).isZero()));
            return (System.nanoTime() - start) / 1e9;
        }
    }

    private TestHome home(List<String> documents) throws IOException {
        TestHome home = TestHome.in(run.folder("home-" + homes++));
        for (int i = 0; i < documents.size(); i++) {
            home.documents().write("note-" + i + ".md", documents.get(i));
        }
        return home;
    }

    private static String text(Prose prose, int length) {
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            text.append(prose.document());
        }
        return text.substring(0, length);
    }
}
