package dev.freshet.health;

import dev.freshet.api.Answer;
import dev.freshet.api.Request;
import dev.freshet.service.Running;
import dev.freshet.state.Samples;
import dev.freshet.state.Samples.Sample;
import dev.freshet.state.Sources;
import dev.freshet.state.Sources.SourceFigures;
import dev.freshet.state.Times;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Bean {@code history}: writes the figures of each source down from time to time, and shows them. */
public final class History {

    private static final int MOST_HOURS = 2_160;
    private static final int POINTS = 500;

    private final Running service;
    private final Sources sources;
    private final Samples samples;
    private final Metrics metrics;
    private final Clock clock;

    public History(Running service, Sources sources, Samples samples, Metrics metrics, Clock clock) {
        this.service = service;
        this.sources = sources;
        this.samples = samples;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Takes one sample of each source that has a file. */
    public void sample() {
        Instant now = clock.instant();
        List<String> active = service.sources();
        samples.add(sources.figures().stream()
                .filter(source -> active.contains(source.id()))
                .map(source -> sample(source, now))
                .toList());
    }

    private Sample sample(SourceFigures source, Instant now) {
        Instant complete = source.lastCompletePass();
        Double freshness = metrics.takeMedianFreshness(source.id())
                .map(median -> median.toMillis() / 1000.0)
                .orElse(null);
        return new Sample(
                Objects.requireNonNull(Times.format(now)),
                source.id(),
                source.documents(),
                source.chunks(),
                source.failed(),
                complete == null ? null : Times.between(complete, now).toSeconds(),
                freshness);
    }

    /** {@code GET /history}. */
    public Answer since(Request request) {
        int hours = request.number("hours", 24, 1, MOST_HOURS);
        return Answer.ok(Map.of("samples", samples.since(clock.instant().minus(Duration.ofHours(hours)), POINTS)));
    }
}
