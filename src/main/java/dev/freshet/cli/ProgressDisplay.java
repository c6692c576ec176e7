package dev.freshet.cli;

import dev.freshet.pass.Pass;
import dev.freshet.pass.Passes;
import dev.freshet.pass.Progress;
import dev.freshet.state.Runs.Run;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows how far passes are: a bar on a terminal, a log line now and then elsewhere. */
final class ProgressDisplay implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ProgressDisplay.class);
    private static final Duration BAR_PERIOD = Duration.ofMillis(200);
    private static final Duration LINE_PERIOD = Duration.ofSeconds(10);

    private final Passes passes;
    private final @Nullable ProgressBar bar;

    private ProgressDisplay(Passes passes, @Nullable ProgressBar bar) {
        this.passes = passes;
        this.bar = bar;
    }

    static ProgressDisplay of(Passes passes, boolean interactive) {
        return new ProgressDisplay(passes, interactive ? newBar() : null);
    }

    private static ProgressBar newBar() {
        return new ProgressBarBuilder()
                .setTaskName("documents")
                .setInitialMax(-1)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis((int) BAR_PERIOD.toMillis())
                .showSpeed()
                .continuousUpdate()
                .build();
    }

    /** Returns when all runs are done. */
    void follow(Collection<CompletableFuture<Run>> runs) throws InterruptedException, ExecutionException {
        CompletableFuture<Void> all = CompletableFuture.allOf(runs.toArray(CompletableFuture[]::new));
        Duration period = bar == null ? LINE_PERIOD : BAR_PERIOD;
        while (true) {
            try {
                all.get(period.toMillis(), TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException stillRunning) {
                show();
            }
        }
    }

    private void show() {
        List<Progress> all = passes.active().stream().map(Pass::progress).toList();
        if (bar == null) {
            all.forEach(progress -> LOG.info(
                    "{}: {} of {}{} documents, {} chunks, {} of them embedded.",
                    progress.source(),
                    progress.done(),
                    progress.listed(),
                    progress.listingEnded() ? "" : "+",
                    progress.chunks(),
                    progress.embedded()));
            return;
        }
        bar.stepTo(all.stream().mapToLong(Progress::done).sum());
        if (all.stream().allMatch(Progress::listingEnded)) {
            bar.maxHint(all.stream().mapToLong(Progress::listed).sum());
        }
        bar.setExtraMessage(" " + all.stream().mapToLong(Progress::chunks).sum() + " chunks");
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
