package dev.freshet.camel;

import dev.freshet.source.folder.FolderEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;

/**
 * Events of a watched source that belong together: the saves of one file, or all that changed which files there are.
 *
 * @param key events of the same key are one burst while none is quiet for the debounce
 * @param documents ids of the files it was about
 * @param everything whether anything in the source may have changed
 * @param events how many there were
 * @param debounce quiet time that ends it
 */
public record Burst(
        String source,
        String key,
        Set<String> documents,
        boolean everything,
        long events,
        Duration debounce,
        Instant firstAt,
        Instant lastAt) {

    /** A file that is written to without end is looked at this often. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    /** More files that are gone are looked for by listing the source. */
    private static final int MOST_DOCUMENTS = 1_000;

    static Burst of(String source, FolderEvent event, Duration debounce, Instant now) {
        boolean saved = event.kind() == FolderEvent.Kind.SAVED;
        boolean gone = event.kind() == FolderEvent.Kind.GONE;
        // A source's id has no slash
        String key = saved ? source + "/" + event.id() : source;
        return new Burst(
                source, key, saved || gone ? Set.of(event.id()) : Set.of(), !saved && !gone, 1, debounce, now, now);
    }

    /** This and what came later, as one. */
    public Burst join(Burst later) {
        Set<String> both = new TreeSet<>(documents);
        both.addAll(later.documents);
        boolean many = both.size() > MOST_DOCUMENTS;
        return new Burst(
                source,
                key,
                many ? Set.of() : both,
                many || everything || later.everything,
                events + later.events,
                later.debounce,
                firstAt,
                later.lastAt);
    }

    /** Whether it is about the content of one file; otherwise about which files there are. */
    boolean isSave() {
        return !key.equals(source);
    }

    public long debounceMillis() {
        return debounce.toMillis();
    }

    /** Whether it has lasted so long that its end isn't waited for. */
    public boolean isOverdue() {
        Duration longest = LONGEST.compareTo(debounce) > 0 ? LONGEST : debounce;
        return Duration.between(firstAt, lastAt).compareTo(longest) >= 0;
    }
}
