package dev.freshet.bench;

import dev.freshet.embed.Embedder;
import dev.freshet.embed.Tokenizer;
import dev.freshet.state.RunStatus;
import dev.freshet.state.Runs.Run;
import dev.freshet.store.EmbeddedStore;
import dev.freshet.testing.HashEmbedder;
import dev.freshet.testing.OpenHome;
import dev.freshet.testing.Prose;
import dev.freshet.testing.TestFolder;
import dev.freshet.testing.TestHome;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.LongAdder;

/** P5: how many chunks of a document of 50 pages are embedded anew when a little of it changes. */
final class EditBench implements Bench {

    private static final int PAGES = 50;
    private static final int PARAGRAPHS_A_PAGE = 4;
    private static final int WORDS_A_PARAGRAPH = 75;
    private static final String NAME = "book.md";
    private static final String NEW_NAME = "renamed.md";

    /** What is done to a document, one after the other, and how many chunks may be embedded for it. */
    private enum Edit {
        EDIT("one sentence more in a paragraph", 3),
        INSERT("a paragraph inserted at the top", 3),
        MOVE("a section moved to another place", 3),
        RENAME("the file renamed", 0),
        REVERT("the text as it was first", 0);

        private final String work;
        private final int most;

        Edit(String work, int most) {
            this.work = work;
            this.most = most;
        }
    }

    /** Vectors that cost nothing, and a count of the texts they were asked for. */
    private static final class CountedTexts implements Embedder {

        private final Embedder model = new HashEmbedder();
        private final LongAdder texts = new LongAdder();

        @Override
        public String model() {
            return model.model();
        }

        @Override
        public int dimensions() {
            return model.dimensions();
        }

        @Override
        public int maxTokens() {
            return model.maxTokens();
        }

        @Override
        public Tokenizer tokenizer() {
            return model.tokenizer();
        }

        @Override
        public List<float[]> embed(List<String> batch) {
            texts.add(batch.size());
            return model.embed(batch);
        }
    }

    @Override
    public String id() {
        return "P5";
    }

    @Override
    public void run(BenchRun run) throws Exception {
        int documents = run.size(20, 1);
        List<List<Double>> embedded =
                List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int seed = 1; seed <= documents; seed++) {
            TestHome home = TestHome.in(run.folder("book-" + seed));
            CountedTexts model = new CountedTexts();
            try (OpenHome open = OpenHome.of(home, EmbeddedStore::new, model)) {
                editAll(home.documents(), open, model, new Random(seed), embedded);
            }
        }
        for (Edit edit : Edit.values()) {
            Samples samples = new Samples(embedded.get(edit.ordinal()));
            run.row(Row.limited(
                    "P5",
                    edit.work + ", 50 pages: the most that any of " + documents + " documents took, median "
                            + Samples.number(samples.median()),
                    "chunks embedded",
                    Samples.of(samples.greatest()),
                    Limit.atMost(edit.most)));
        }
    }

    private static void editAll(
            TestFolder folder, OpenHome open, CountedTexts model, Random random, List<List<Double>> embedded)
            throws Exception {
        List<String> sections = sections(random);
        String first = String.join("", sections);
        folder.write(NAME, first);
        pass(open);
        for (Edit edit : Edit.values()) {
            long before = model.texts.sum();
            apply(edit, folder, sections, first, random);
            pass(open);
            embedded.get(edit.ordinal()).add((double) (model.texts.sum() - before));
        }
    }

    private static void pass(OpenHome open) {
        Run pass = open.pass();
        if (pass.status() != RunStatus.COMPLETED || pass.counts().failed() > 0) {
            throw new IllegalStateException(pass.toString());
        }
    }

    /** A page is a section with a heading. */
    private static List<String> sections(Random random) {
        Prose prose = new Prose(random.nextLong());
        List<String> sections = new ArrayList<>();
        for (int page = 1; page <= PAGES; page++) {
            StringBuilder text = new StringBuilder("## ").append(prose.words(3)).append("\n\n");
            for (int i = 0; i < PARAGRAPHS_A_PAGE; i++) {
                text.append(prose.words(WORDS_A_PARAGRAPH)).append(".\n\n");
            }
            sections.add(text.toString());
        }
        return sections;
    }

    private static void apply(Edit edit, TestFolder folder, List<String> sections, String first, Random random)
            throws Exception {
        int at = 1 + random.nextInt(PAGES - 2);
        switch (edit) {
            case EDIT -> sections.set(at, sections.get(at).replaceFirst("\\.\n\n", ". One sentence more.\n\n"));
            case INSERT -> sections.add(0, "A new paragraph about a lighthouse that nobody has seen before.\n\n");
            case MOVE -> sections.add(1 + random.nextInt(PAGES - 2), sections.remove(at));
            case RENAME -> folder.move(NAME, NEW_NAME);
            case REVERT -> folder.write(NEW_NAME, first);
        }
        if (edit != Edit.RENAME && edit != Edit.REVERT) {
            folder.write(NAME, String.join("", sections));
        }
    }
}
