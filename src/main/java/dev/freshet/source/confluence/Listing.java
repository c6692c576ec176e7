package dev.freshet.source.confluence;

import dev.freshet.source.ListedSource.Visitor;
import dev.freshet.source.confluence.Entry.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One listing, of everything or of what changed. */
final class Listing {

    private final Site site;
    private final Scope scope;
    private final Documents documents;
    private final Visitor visitor;
    private final Set<String> foreign;
    private final Map<String, Optional<Entry>> containers = new HashMap<>();

    /**
     * @param foreign hits that were found not to be the source's, by id and version; grows
     */
    Listing(Site site, Scope scope, Documents documents, Visitor visitor, Set<String> foreign) {
        this.site = site;
        this.scope = scope;
        this.documents = documents;
        this.visitor = visitor;
        this.foreign = foreign;
    }

    /** Shows all of these spaces; or what the condition finds, where a condition chooses. */
    void everything(Collection<String> spaces) throws IOException, InterruptedException {
        Map<String, Entry> pages = new LinkedHashMap<>();
        if (scope.isCondition()) {
            site.current(site.search(scope.chosen())).forEach(page -> pages.put(page.id(), page));
        } else {
            for (Kind kind : scope.pages()) {
                site.content(kind, spaces, page -> keep(page, pages));
            }
        }
        List<Entry> parts = new ArrayList<>();
        for (String sweep : scope.sweeps(!site.listsLabels(), spaces, pages.keySet())) {
            for (Entry hit : site.search(sweep)) {
                if (hit.kind().isPart()) {
                    parts.add(hit);
                } else {
                    pages.computeIfPresent(hit.id(), (id, page) -> page.labelled(hit.labels()));
                }
            }
        }
        Set<String> hosts = hosts(spaces, pages.keySet());
        for (Entry page : pages.values()) {
            if (hosts.contains(page.id())) {
                visitor.document(documents.host(page));
            } else {
                show(page);
            }
        }
        for (Entry part : parts) {
            Entry page = pages.get(part.container());
            if (page != null) {
                show(part.in(page));
            }
        }
    }

    /** Pages that show texts of others are read in each look at everything: nothing else tells that these changed. */
    private Set<String> hosts(Collection<String> spaces, Collection<String> ids)
            throws IOException, InterruptedException {
        Set<String> hosts = new HashSet<>();
        for (String condition : scope.hosts(spaces, ids)) {
            site.search(condition).forEach(hit -> hosts.add(hit.id()));
        }
        return hosts;
    }

    private void keep(Entry page, Map<String, Entry> pages) {
        if (scope.holds(page)) {
            pages.put(page.id(), page);
        }
    }

    /** Shows what a search for changes found, but for versions that were read already. */
    void changes(List<Entry> hits) throws IOException, InterruptedException {
        Map<String, Entry> fresh = new LinkedHashMap<>();
        for (Entry hit : hits) {
            if (!Documents.isKnown(hit, visitor.fingerprint(hit.id())) && !foreign.contains(version(hit))) {
                fresh.put(hit.id(), hit);
            }
        }
        for (Entry page : site.current(fresh.values())) {
            if (isChosen(page)) {
                containers.put(page.id(), Optional.of(page));
                fresh.remove(page.id());
                show(page);
            }
        }
        for (Entry hit : fresh.values()) {
            if (hit.kind().isPart()) {
                part(hit);
            } else {
                foreign(hit);
            }
        }
    }

    /** A condition was part of the search; a space may be another than the index says. */
    private boolean isChosen(Entry page) throws IOException, InterruptedException {
        return scope.isCondition() ? scope.holds(page) : scope.contains(page);
    }

    private void part(Entry hit) throws IOException, InterruptedException {
        Entry page = container(hit.container());
        if (page == null) {
            foreign(hit);
        } else {
            show(hit.in(page));
        }
    }

    /** The page of a part; null = it isn't the source's. */
    private @Nullable Entry container(String id) throws IOException, InterruptedException {
        Optional<Entry> known = containers.get(id);
        if (known == null) {
            Entry page = id.isBlank() ? null : site.find(id);
            known = page != null && scope.contains(page) ? Optional.of(page) : Optional.empty();
            containers.put(id, known);
        }
        return known.orElse(null);
    }

    /** Not the source's, or no more: in the trash or at another place. A list that merely hasn't it proves nothing. */
    private void foreign(Entry hit) throws IOException, InterruptedException {
        Entry now = hit.kind().isPart() ? null : site.find(hit.id());
        if (now != null && scope.contains(now)) {
            show(now);
            return;
        }
        foreign.add(version(hit));
        if (visitor.fingerprint(hit.id()) != null) {
            visitor.gone(hit.id());
        }
    }

    private static String version(Entry hit) {
        return hit.id() + " " + hit.version() + " " + hit.labels();
    }

    private void show(Entry entry) {
        Optional<String> rule = documents.exclusion(entry);
        if (rule.isPresent()) {
            visitor.excluded(entry.id(), rule.get());
            visitor.gone(entry.id());
            foreign.add(version(entry));
        } else {
            visitor.document(documents.document(entry));
        }
    }
}
