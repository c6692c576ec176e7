package dev.freshet.source.confluence;

import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a Confluence holds, with a clock of its own that goes on with each edit. */
final class ConfluenceWorld {

    /** A page, blog post, folder, attachment or comment. */
    static final class Item {
        final String id;
        final String type;
        String status = "current";
        String title;
        String space;
        /** Page or folder above; blank = at the top. */
        String parent = "";
        /** Page of an attachment or comment. */
        String container = "";

        String storage = "";
        byte[] bytes = new byte[0];
        int version = 1;
        Instant modified;
        final int created;
        String author = "ada";
        final TreeSet<String> labels = new TreeSet<>();
        boolean hidden;
        boolean inline;

        /** As browsers guess it at an upload. */
        String mediaType() {
            return title.endsWith(".html")
                    ? "text/html"
                    : title.endsWith(".txt") ? "text/plain" : "application/octet-stream";
        }

        private Item(String id, String type, String title, String space, Instant now, int created) {
            this.id = id;
            this.type = type;
            this.title = title;
            this.space = space;
            this.modified = now;
            this.created = created;
        }
    }

    private final Map<String, Item> items = new LinkedHashMap<>();
    private final Map<String, Boolean> spaces = new LinkedHashMap<>();
    private Instant clock = Instant.now().minus(30, ChronoUnit.MINUTES).truncatedTo(ChronoUnit.SECONDS);
    private int counter;
    ZoneId zone = ZoneId.of("America/Los_Angeles");

    ConfluenceWorld() {
        spaces.put("DOC", true);
    }

    Instant tick() {
        clock = clock.plusSeconds(2);
        return clock;
    }

    Instant clock() {
        return clock;
    }

    void space(String key, boolean open) {
        spaces.put(key, open);
    }

    Map<String, Boolean> spaces() {
        return spaces;
    }

    private Item add(String idPrefix, String type, String title, String space) {
        counter++;
        Item item = new Item(idPrefix + (100_000 + counter), type, title, space, tick(), counter);
        items.put(item.id, item);
        return item;
    }

    String page(String space, String parent, String title, String storage) {
        return content("page", space, parent, title, storage);
    }

    String content(String type, String space, String parent, String title, String storage) {
        Item item = add("", type, title, space);
        item.parent = parent;
        item.storage = storage;
        return item.id;
    }

    String attach(String page, String name, byte[] bytes) {
        Item item = add("att", "attachment", name, "");
        item.container = page;
        item.bytes = bytes;
        return item.id;
    }

    String comment(String page, String storage, boolean inline) {
        Item item = add("", "comment", "Re: " + get(page).title, "");
        item.container = page;
        item.storage = storage;
        item.inline = inline;
        return item.id;
    }

    Item get(String id) {
        return Objects.requireNonNull(items.get(id), id);
    }

    void edit(String id, String storage) {
        Item item = get(id);
        item.storage = storage;
        item.version++;
        item.modified = tick();
    }

    void replace(String id, byte[] bytes) {
        get(id).bytes = bytes;
        edit(id, "");
    }

    void rename(String id, String title) {
        Item item = get(id);
        item.title = title;
        item.version++;
        item.modified = tick();
    }

    /** No edit: neither the version nor the time say so. */
    void move(String id, String parent) {
        get(id).parent = parent;
        get(id).space = parent.isEmpty() ? get(id).space : get(parent).space;
        tick();
    }

    /** No edit either. */
    void label(String id, String label) {
        get(id).labels.add(label);
        tick();
    }

    /** What lies below moves up. */
    void trash(String id) {
        Item item = get(id);
        item.status = "trashed";
        items.values().stream().filter(child -> child.parent.equals(id)).forEach(child -> child.parent = item.parent);
        tick();
    }

    /** Comes back with its old time. */
    void restore(String id) {
        Item item = get(id);
        item.status = "current";
        if (!item.parent.isEmpty() && !get(item.parent).status.equals("current")) {
            item.parent = "";
        }
        tick();
    }

    void archive(String id) {
        get(id).status = "archived";
        tick();
    }

    void purge(String id) {
        items.remove(id);
        items.values().removeIf(item -> item.container.equals(id));
        tick();
    }

    /** What the account sees, whatever its status. */
    @Nullable
    Item seen(String id) {
        Item item = items.get(id);
        if (item == null || item.hidden) {
            return null;
        }
        return item.container.isEmpty() ? item : seen(item.container) == null ? null : item;
    }

    /** All that is current to the account, in the order of creation. */
    List<Item> current() {
        List<Item> current = new ArrayList<>();
        for (Item item : items.values()) {
            boolean visible = seen(item.id) != null && item.status.equals("current");
            if (visible
                    && (item.container.isEmpty() || get(item.container).status.equals("current"))) {
                current.add(item);
            }
        }
        return current;
    }

    String spaceOf(Item item) {
        return item.container.isEmpty() ? item.space : get(item.container).space;
    }

    boolean isOpen(Item item) {
        return spaces.getOrDefault(spaceOf(item), false);
    }

    /** From the top down. */
    List<Item> ancestors(Item item) {
        List<Item> above = new ArrayList<>();
        for (Item at = item; !at.parent.isEmpty() && seen(at.parent) != null; at = get(at.parent)) {
            above.add(0, get(at.parent));
        }
        return above;
    }
}
