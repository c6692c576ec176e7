package dev.freshet;

import dev.freshet.check.SourceFile;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The sources of a home as they are now: files in {@code routes/} may come, change and go while it runs. */
public final class Catalog {

    private final Function<SourceFile, String> recipeOf;
    private volatile Map<String, SourceFile> sources = Map.of();

    Catalog(Function<SourceFile, String> recipeOf) {
        this.recipeOf = recipeOf;
    }

    /** Takes these for all there are. */
    void set(Collection<SourceFile> all) {
        Map<String, SourceFile> byId = new LinkedHashMap<>();
        all.stream().sorted(Comparator.comparing(SourceFile::id)).forEach(source -> byId.put(source.id(), source));
        sources = byId;
    }

    /** Adds a source, or takes this for what it is now. */
    void put(SourceFile source) {
        Map<String, SourceFile> byId = new LinkedHashMap<>(sources);
        byId.put(source.id(), source);
        set(byId.values());
    }

    void remove(String id) {
        Map<String, SourceFile> byId = new LinkedHashMap<>(sources);
        byId.remove(id);
        set(byId.values());
    }

    public List<SourceFile> all() {
        return List.copyOf(sources.values());
    }

    List<String> ids() {
        return List.copyOf(sources.keySet());
    }

    public Optional<SourceFile> find(@Nullable String id) {
        return Optional.ofNullable(sources.get(id));
    }

    public boolean has(String id) {
        return sources.containsKey(id);
    }

    String recipe(String id) {
        return recipeOf.apply(Objects.requireNonNull(sources.get(id), id));
    }
}
