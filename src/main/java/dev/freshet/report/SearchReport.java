package dev.freshet.report;

import dev.freshet.document.Several;
import dev.freshet.store.SearchHit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What {@code search --json} prints. Its names are a contract. */
public record SearchReport(List<HitLine> results) {

    /** One chunk. {@code page} is null where the format has none. */
    public record HitLine(
            String source,
            String document,
            @Nullable String title,
            @Nullable String url,
            UUID chunkId,
            double score,
            String text,
            String heading,
            @Nullable Integer page,
            Map<String, Object> metadata) {

        static HitLine of(SearchHit hit) {
            return new HitLine(
                    hit.document().source(),
                    hit.document().document(),
                    hit.title(),
                    hit.url(),
                    hit.chunkId(),
                    hit.score(),
                    hit.text(),
                    hit.heading(),
                    hit.page() == 0 ? null : hit.page(),
                    Several.shown(hit.metadata()));
        }
    }

    public static SearchReport of(List<SearchHit> hits) {
        return new SearchReport(hits.stream().map(HitLine::of).toList());
    }
}
