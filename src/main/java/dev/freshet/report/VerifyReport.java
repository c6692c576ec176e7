package dev.freshet.report;

import dev.freshet.verify.Divergence;
import dev.freshet.verify.Verdict;
import dev.freshet.verify.Verdict.Tally;
import java.util.List;

/**
 * What {@code verify --json} prints, and {@code POST /verify} answers. Its names are a contract.
 *
 * @param status {@code equal}, or {@code diverged}
 * @param chunks that the state knows
 * @param foreign chunks in the store that aren't ours; no divergence
 * @param flaws of the store itself, a sentence each
 * @param divergences the first 100
 */
public record VerifyReport(
        String status,
        long chunks,
        long missing,
        long orphaned,
        long stale,
        long foreign,
        List<SourceLine> sources,
        List<String> flaws,
        List<DivergenceLine> divergences) {

    /** Chunks of one source. */
    public record SourceLine(String source, long chunks, long missing, long orphaned, long stale) {}

    /** One chunk; {@code kind} is {@code missing}, {@code orphaned}, {@code stale} or {@code foreign}. */
    public record DivergenceLine(String kind, String source, String document, String chunkId, String reason) {

        private static DivergenceLine of(Divergence divergence) {
            return new DivergenceLine(
                    divergence.kind().text(),
                    divergence.document().source(),
                    divergence.document().document(),
                    divergence.chunkId(),
                    divergence.reason());
        }
    }

    public static VerifyReport of(Verdict verdict) {
        Tally total = verdict.total();
        return new VerifyReport(
                verdict.isEqual() ? "equal" : "diverged",
                total.stated(),
                total.missing(),
                total.orphaned(),
                total.stale(),
                verdict.foreign(),
                verdict.bySource().entrySet().stream()
                        .map(line -> line(line.getKey(), line.getValue()))
                        .toList(),
                verdict.flaws(),
                verdict.first().stream().map(DivergenceLine::of).toList());
    }

    private static SourceLine line(String source, Tally tally) {
        return new SourceLine(source, tally.stated(), tally.missing(), tally.orphaned(), tally.stale());
    }
}
