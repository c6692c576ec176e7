package dev.freshet.source.confluence;

import dev.freshet.source.confluence.ConfluenceOptions.Choice;
import dev.freshet.source.confluence.Entry.Kind;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which pages are the source's, as conditions for searches and as a judgement on single pages. */
final class Scope {

    /** Ids in one condition: an address can't be of any length. */
    private static final int MOST_IDS = 100;

    private final Site site;
    private final Choice choice;
    private final List<Kind> pages;
    private final List<Kind> parts;
    private final Map<String, Boolean> open = new HashMap<>();

    Scope(Site site, ConfluenceOptions options) {
        this.site = site;
        this.choice = options.choice();
        this.pages = options.kinds().blogPosts() && choice.rootPages().isEmpty()
                ? List.of(Kind.PAGE, Kind.BLOGPOST)
                : List.of(Kind.PAGE);
        this.parts = new ArrayList<>();
        if (options.kinds().attachments()) {
            parts.add(Kind.ATTACHMENT);
        }
        if (options.kinds().comments()) {
            parts.add(Kind.COMMENT);
        }
    }

    void begin() {
        open.clear();
    }

    boolean isCondition() {
        return !choice.cql().isEmpty();
    }

    /** Kinds that have a place of their own. */
    List<Kind> pages() {
        return pages;
    }

    boolean takes(Kind kind) {
        return pages.contains(kind) || parts.contains(kind);
    }

    /**
     * Keys of the spaces to list.
     *
     * @throws IOException where one that is named isn't there: it is likelier that a right is missing than that all of it is
     *     unwanted
     */
    Set<String> spaces() throws IOException, InterruptedException {
        Set<String> named = choice.rootPages().isEmpty() ? new TreeSet<>(choice.spaces()) : spacesOfRoots();
        Map<String, Boolean> seen = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        seen.putAll(site.spaces(named));
        for (String key : named) {
            if (!seen.containsKey(key)) {
                throw new IOException(
                        "There is no space '" + key + "' that the account may see. Nothing was listed. Correct"
                                + " 'spaces', or give the account the right to view it.");
            }
            if (!seen.get(key)) {
                throw new IOException(
                        "The space '" + key + "' is archived. Nothing was listed. Take it out of the source, which"
                                + " deletes its documents, or bring it back.");
            }
        }
        Set<String> keys = seen.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
        if (keys.isEmpty()) {
            throw new IOException(
                    "The account sees no space at all. Nothing was listed. Give it the right to view a space, or"
                            + " correct 'user' and 'token'.");
        }
        return keys;
    }

    private Set<String> spacesOfRoots() throws IOException, InterruptedException {
        Set<String> keys = new TreeSet<>();
        for (String root : choice.rootPages()) {
            Entry page = site.find(root);
            if (page == null) {
                throw new IOException(
                        "There is no page " + root + " that the account may see, or it is archived or in the trash."
                                + " Nothing was listed. Correct 'rootPages', or give the account"
                                + " the right to view it.");
            }
            keys.add(page.space());
        }
        return keys;
    }

    /** Spaces that belong into the cursor. */
    List<String> remembered(Collection<String> spaces) {
        return choice.rootPages().isEmpty() ? List.of() : List.copyOf(spaces);
    }

    /** Whether a page of a listed space is the source's. */
    boolean holds(Entry page) {
        return pages.contains(page.kind())
                && (choice.rootPages().isEmpty()
                        || choice.rootPages().contains(page.id())
                        || page.ancestors().stream()
                                .anyMatch(place -> choice.rootPages().contains(place.id())));
    }

    /** Whether any page, wherever it was found, is the source's. */
    boolean contains(Entry page) throws IOException, InterruptedException {
        if (!holds(page) || !isOpen(page.space())) {
            return false;
        }
        if (isCondition()) {
            return fits(page.id());
        }
        return choice.spaces().isEmpty() || choice.spaces().stream().anyMatch(page.space()::equalsIgnoreCase);
    }

    /** Whether a page fits the condition, as far as the search index knows the page at all. */
    private boolean fits(String id) throws IOException, InterruptedException {
        boolean fits =
                !site.search("id = " + id + " and (" + choice.cql() + ")").isEmpty();
        if (!fits && site.search("id = " + id).isEmpty()) {
            throw new IOException("Confluence's search index doesn't have page " + id
                    + ", which is there, so it can't be" + " told whether it fits 'cql'. The next pass asks again.");
        }
        return fits;
    }

    private boolean isOpen(String space) throws IOException, InterruptedException {
        Boolean known = open.get(space);
        if (known == null) {
            known = site.spaces(List.of(space)).getOrDefault(space, false);
            open.put(space, known);
        }
        return known;
    }

    /** The condition for all pages, where a condition is what chooses them. */
    String chosen() {
        return types(pages) + " and (" + choice.cql() + ")";
    }

    /** Conditions for what the listing of pages doesn't have: parts, and labels if need be. */
    List<String> sweeps(boolean labels, Collection<String> spaces, Collection<String> ids) {
        List<Kind> kinds = new ArrayList<>(parts);
        if (labels && !isCondition()) {
            kinds.addAll(pages);
        }
        if (kinds.isEmpty() || ids.isEmpty()) {
            return List.of();
        }
        if (isCondition()) {
            return Batches.of(ids, MOST_IDS).stream()
                    .map(some -> types(kinds) + " and container in (" + String.join(", ", some) + ")")
                    .toList();
        }
        return List.of(types(kinds) + in(narrowed(spaces)));
    }

    /** Conditions for the pages that show texts of other pages, whose versions don't tell when these change. */
    List<String> hosts(Collection<String> spaces, Collection<String> ids) {
        String hosts = types(pages) + " and macro in (\"include\", \"excerpt-include\")";
        if (ids.isEmpty()) {
            return List.of();
        }
        if (isCondition()) {
            return Batches.of(ids, MOST_IDS).stream()
                    .map(some -> hosts + " and id in (" + String.join(", ", some) + ")")
                    .toList();
        }
        return List.of(hosts + in(narrowed(spaces)));
    }

    /** Spaces that a condition must name; none where all are taken. */
    private Collection<String> narrowed(Collection<String> spaces) {
        return choice.spaces().isEmpty() && choice.rootPages().isEmpty() ? List.of() : spaces;
    }

    /** The condition for what changed. Ordered by what no change changes, so that pages of hits don't shift. */
    String changes(Window window, Instant now) {
        String types = types(
                java.util.stream.Stream.concat(pages.stream(), parts.stream()).toList());
        if (isCondition()) {
            types = parts.isEmpty() ? chosen() : "(" + types(parts) + " or (" + chosen() + "))";
        }
        Collection<String> spaces = choice.rootPages().isEmpty() ? choice.spaces() : window.spaces();
        return window.condition(now) + " and " + types + in(spaces) + " order by created";
    }

    private static String types(Collection<Kind> kinds) {
        return "type in (" + kinds.stream().map(Kind::text).collect(Collectors.joining(", ")) + ")";
    }

    private static String in(Collection<String> spaces) {
        return spaces.isEmpty() ? "" : " and space in (" + Calls.list(List.copyOf(spaces)) + ")";
    }
}
