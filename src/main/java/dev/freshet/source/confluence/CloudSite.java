package dev.freshet.source.confluence;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.source.confluence.CloudPages.Row;
import dev.freshet.source.confluence.Entry.Kind;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Confluence Cloud: its second API for lists and texts, the first one for searches and people, since nothing else has
 * these.
 */
final class CloudSite implements Site {

    /** The most that a list gives at once, and that it takes as ids. */
    private static final int MOST = 250;

    private static final int MOST_SPACES = 100;

    private final Calls calls;
    private final CloudTree tree;
    private final CloudContent content;
    private final People people;
    private final Map<String, String> spaceIds = new HashMap<>();

    CloudSite(Calls calls, People people, boolean comments) {
        this.calls = calls;
        this.people = people;
        this.tree = new CloudTree(calls);
        this.content = new CloudContent(calls, tree, comments);
    }

    @Override
    public void begin() {
        tree.forget();
        spaceIds.clear();
    }

    @Override
    public @Nullable ZoneId account() throws IOException, InterruptedException {
        return Account.zone(calls);
    }

    @Override
    public Map<String, Boolean> spaces(Collection<String> keys) throws IOException, InterruptedException {
        Map<String, Boolean> open = new TreeMap<>();
        for (List<String> some : Batches.of(keys, MOST)) {
            spaces(Calls.path("/api/v2/spaces", "limit", "" + MOST, "keys", String.join(",", some)), open);
        }
        if (keys.isEmpty()) {
            spaces(Calls.path("/api/v2/spaces", "limit", "" + MOST), open);
        }
        return open;
    }

    private void spaces(String path, Map<String, Boolean> open) throws IOException, InterruptedException {
        for (Row row : CloudPages.all(calls, path)) {
            String key = row.content().path("key").asText("");
            String id = row.content().path("id").asText("");
            tree.space(id, key);
            spaceIds.put(key, id);
            open.put(key, row.content().path("status").asText("current").equals("current"));
        }
    }

    @Override
    public void content(Kind kind, Collection<String> spaces, Consumer<Entry> visitor)
            throws IOException, InterruptedException {
        List<Row> rows = new ArrayList<>();
        for (List<String> some : Batches.of(ids(spaces), MOST_SPACES)) {
            rows.addAll(list(kind, "space-id", some));
        }
        entries(kind, rows).forEach(visitor);
    }

    private List<String> ids(Collection<String> spaces) throws IOException, InterruptedException {
        if (!spaceIds.keySet().containsAll(spaces)) {
            spaces(spaces);
        }
        return spaces.stream().map(spaceIds::get).toList();
    }

    private List<Row> list(Kind kind, String by, List<String> ids) throws IOException, InterruptedException {
        return CloudPages.all(
                calls,
                Calls.path(
                        CloudContent.path(kind), by, String.join(",", ids), "status", "current", "limit", "" + MOST));
    }

    /** A parent may come after its children, so that all are looked at first. */
    private List<Entry> entries(Kind kind, List<Row> rows) throws IOException, InterruptedException {
        rows.forEach(row -> tree.learn(row.content()));
        List<Entry> entries = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Row row : rows) {
            Entry entry = content.entry(kind, row.content(), row.base());
            if (entry.isCurrent() && seen.add(entry.id())) {
                entries.add(entry);
            }
        }
        return entries;
    }

    @Override
    public boolean listsLabels() {
        return false;
    }

    @Override
    public List<Entry> search(String cql) throws IOException, InterruptedException {
        List<Entry> found = new ArrayList<>();
        String path =
                Calls.path("/rest/api/content/search", "cql", cql, "expand", ContentJson.EXPAND, "limit", "" + MOST);
        for (Row row : CloudPages.all(calls, path)) {
            ContentJson.entry(row.content(), row.base())
                    .filter(Entry::isCurrent)
                    .ifPresent(found::add);
        }
        return found;
    }

    /** The index may be behind, and an archived page is current to it. */
    @Override
    public List<Entry> current(Collection<Entry> found) throws IOException, InterruptedException {
        Map<String, List<String>> labels = new HashMap<>();
        found.forEach(entry -> labels.put(entry.id(), entry.labels()));
        List<Entry> current = new ArrayList<>();
        for (Kind kind : List.of(Kind.PAGE, Kind.BLOGPOST)) {
            List<String> ids = found.stream()
                    .filter(entry -> entry.kind() == kind)
                    .map(Entry::id)
                    .distinct()
                    .toList();
            for (List<String> some : Batches.of(ids, MOST)) {
                for (Entry entry : entries(kind, list(kind, "id", some))) {
                    current.add(entry.labelled(labels.getOrDefault(entry.id(), List.of())));
                }
            }
        }
        return current;
    }

    @Override
    public @Nullable Entry find(String id) throws IOException, InterruptedException {
        return content.find(id);
    }

    @Override
    public Written read(Entry entry) throws IOException, InterruptedException {
        JsonNode read = content.read(entry.kind(), entry.id());
        if (read == null || !read.path("status").asText("").equals("current")) {
            throw new NoSuchFileException(entry.id(), null, "it isn't current any more");
        }
        Entry now = entry.kind() == Kind.COMMENT
                ? CloudContent.comment(read, entry)
                : content.entry(entry.kind(), read, read.at("/_links/base").asText(""));
        return new Written(now, read.at("/body/storage/value").asText(""));
    }

    @Override
    public String author(Entry entry) throws IOException, InterruptedException {
        return people.name("accountId", entry.author());
    }

    /** The address that tokens with scopes may use, too. */
    @Override
    public String download(Entry attachment) {
        return "/rest/api/content/" + Calls.encoded(attachment.container()) + "/child/attachment/"
                + Calls.encoded(attachment.id()) + "/download";
    }
}
