package dev.freshet.source.confluence;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.source.confluence.Entry.Kind;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Confluence Data Center, whose one API has everything, and gives as many rows at a time as it likes. */
final class DataCenterSite implements Site {

    /** A server gives no more of what has its version, labels and ancestors with it. */
    private static final int MOST = 200;

    /** From so many spaces on, all content is listed at once, and sorted here. */
    private static final int MANY_SPACES = 20;

    private final Calls calls;
    private final DataCenterPages pages;
    private final String base;

    DataCenterSite(Calls calls, String base) {
        this.calls = calls;
        this.base = base;
        this.pages = new DataCenterPages(calls);
    }

    @Override
    public void begin() {
        // every answer stands for itself
    }

    @Override
    public @Nullable ZoneId account() throws IOException, InterruptedException {
        return Account.zone(calls);
    }

    @Override
    public Map<String, Boolean> spaces(Collection<String> keys) throws IOException, InterruptedException {
        Map<String, Boolean> open = new TreeMap<>();
        if (keys.isEmpty()) {
            pages.all(Calls.path("/rest/api/space", "status", "current"), MOST)
                    .forEach(space -> open.put(space.path("key").asText(""), true));
        }
        for (String key : keys) {
            JsonNode space = get("/rest/api/space/" + Calls.encoded(key));
            if (space != null) {
                open.put(
                        space.path("key").asText(key),
                        !space.path("status").asText("").equalsIgnoreCase("archived"));
            }
        }
        return open;
    }

    @Override
    public void content(Kind kind, Collection<String> spaces, Consumer<Entry> visitor)
            throws IOException, InterruptedException {
        Set<String> wanted = Set.copyOf(spaces);
        if (spaces.size() > MANY_SPACES) {
            list(kind, "", entry -> {
                if (wanted.contains(entry.space())) {
                    visitor.accept(entry);
                }
            });
            return;
        }
        for (String space : spaces) {
            list(kind, space, visitor);
        }
    }

    private void list(Kind kind, String space, Consumer<Entry> visitor) throws IOException, InterruptedException {
        for (JsonNode row : pages.content(kind, space, ContentJson.EXPAND, MOST)) {
            ContentJson.entry(row, base).filter(Entry::isCurrent).ifPresent(visitor);
        }
    }

    @Override
    public boolean listsLabels() {
        return true;
    }

    @Override
    public List<Entry> search(String cql) throws IOException, InterruptedException {
        List<Entry> found = new ArrayList<>();
        for (JsonNode row :
                pages.all(Calls.path("/rest/api/content/search", "cql", cql, "expand", ContentJson.EXPAND), MOST)) {
            ContentJson.entry(row, base).filter(Entry::isCurrent).ifPresent(found::add);
        }
        return found;
    }

    /** A search tells what the database has of each hit. */
    @Override
    public List<Entry> current(Collection<Entry> found) {
        return found.stream().filter(entry -> !entry.kind().isPart()).toList();
    }

    @Override
    public @Nullable Entry find(String id) throws IOException, InterruptedException {
        JsonNode found = get(Calls.path("/rest/api/content/" + Calls.encoded(id), "expand", ContentJson.EXPAND));
        return found == null
                ? null
                : ContentJson.entry(found, base).filter(Entry::isCurrent).orElse(null);
    }

    private @Nullable JsonNode get(String path) throws IOException, InterruptedException {
        try {
            return calls.get(path);
        } catch (Refusal e) {
            if (e.isMissing()) {
                return null;
            }
            throw e;
        }
    }

    @Override
    public Written read(Entry entry) throws IOException, InterruptedException {
        JsonNode read = get(Calls.path(
                "/rest/api/content/" + Calls.encoded(entry.id()), "expand", ContentJson.EXPAND + ",body.storage"));
        Entry now = read == null
                ? null
                : ContentJson.entry(read, base).filter(Entry::isCurrent).orElse(null);
        if (read == null || now == null) {
            throw new NoSuchFileException(entry.id(), null, "it isn't current any more");
        }
        Entry placed = now.kind() == Kind.COMMENT ? now.at(entry) : now;
        return new Written(placed, read.at("/body/storage/value").asText(""));
    }

    @Override
    public String author(Entry entry) {
        return entry.author();
    }

    @Override
    public String download(Entry attachment) {
        return attachment.file() == null ? "" : attachment.file().download();
    }
}
