package dev.freshet.state;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Figures of each source over time, for charts. */
public final class Samples {

    private static final String PUT = """
            INSERT INTO samples (at, source, documents, chunks, failed, age_seconds, freshness_seconds)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (source, at) DO UPDATE SET documents = excluded.documents, chunks = excluded.chunks,
              failed = excluded.failed, age_seconds = excluded.age_seconds,
              freshness_seconds = excluded.freshness_seconds""";

    private final Database database;

    public Samples(Database database) {
        this.database = database;
    }

    /**
     * One source at one moment.
     *
     * @param ageSeconds since the last complete pass; null = there was none
     * @param freshnessSeconds median from changed to searchable since the sample before; null = nothing came
     */
    public record Sample(
            String at,
            String source,
            long documents,
            long chunks,
            long failed,
            @Nullable Long ageSeconds,
            @Nullable Double freshnessSeconds) {}

    public void add(List<Sample> samples) {
        database.writing(handle -> {
            var batch = handle.prepareBatch(PUT);
            samples.forEach(sample -> batch.add(
                    sample.at(),
                    sample.source(),
                    sample.documents(),
                    sample.chunks(),
                    sample.failed(),
                    sample.ageSeconds(),
                    sample.freshnessSeconds()));
            batch.execute();
        });
    }

    /** Those since a moment, oldest first; of many, every so-manieth of each source, so that about this many are left. */
    public List<Sample> since(Instant moment, int most) {
        return database.read(handle -> handle.createQuery("""
                        SELECT at, source, documents, chunks, failed, age_seconds, freshness_seconds FROM (
                          SELECT *, row_number() OVER (PARTITION BY source ORDER BY at DESC) - 1 AS number,
                                 count(*) OVER (PARTITION BY source) AS total
                          FROM samples WHERE at >= :since) AS numbered
                        WHERE number % ((total + :most - 1) / :most) = 0 ORDER BY at, source
                        """)
                .bind("since", Times.format(moment))
                .bind("most", most)
                .map((row, context) -> new Sample(
                        row.getString("at"),
                        row.getString("source"),
                        row.getLong("documents"),
                        row.getLong("chunks"),
                        row.getLong("failed"),
                        row.getObject("age_seconds") == null ? null : row.getLong("age_seconds"),
                        row.getObject("freshness_seconds") == null ? null : row.getDouble("freshness_seconds")))
                .list());
    }

    /** Forgets what is older. */
    public int forgetBefore(Instant limit) {
        return database.write(handle -> handle.execute("DELETE FROM samples WHERE at < ?", Times.format(limit)));
    }
}
