package dev.freshet.bench;

/** P5. */
final class EditBench implements Bench {

    @Override
    public String id() {
        return "P5";
    }

    @Override
    public void run(BenchRun run) throws Exception {
        throw new UnsupportedOperationException("P5");
    }
}
