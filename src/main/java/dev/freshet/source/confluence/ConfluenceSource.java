package dev.freshet.source.confluence;

import dev.freshet.source.ListedDocument;
import dev.freshet.source.ListedSource;
import dev.freshet.source.http.Http;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Pages, blog posts, attachments and comments of a Confluence. A document's id is the content's own, which stays through
 * new names and moves; its fingerprint names its version, labels and place. A cursor is a time: a search finds what changed
 * since, and less than everything, so that no absence follows from it. What is gone is found by listing all ids.
 */
public final class ConfluenceSource implements ListedSource {

    /** Part of the recipe: raise it when the same page is rendered differently. */
    public static final String VERSION = "3";

    private final ConfluenceOptions options;
    private final Calls calls;
    private final People people;
    private final Site site;
    private final Scope scope;
    private final Documents documents;
    private boolean signedIn;
    private final Set<String> foreign = new HashSet<>();

    /** A source; no call is made before its first listing. */
    public ConfluenceSource(ConfluenceOptions options, Http http) {
        this.options = options;
        this.calls = new Calls(options, http);
        this.people = new People(calls);
        this.site = options.isCloud()
                ? new CloudSite(calls, people, options.kinds().comments())
                : new DataCenterSite(calls, options.root());
        this.scope = new Scope(site, options);
        this.documents = new Documents(new Downloads(calls), site, people, options.rules());
    }

    @Override
    public Listed list(@Nullable String cursor, Visitor visitor) throws IOException, InterruptedException {
        calls.begin(visitor::cancelled);
        site.begin();
        scope.begin();
        Window window = Window.of(cursor);
        return window == null ? everything(visitor) : changes(window, visitor);
    }

    private Listed everything(Visitor visitor) throws IOException, InterruptedException {
        foreign.clear();
        Instant here = Instant.now();
        ZoneId account = site.account();
        signedIn = true;
        Instant start = calls.begun();
        Collection<String> spaces = scope.isCondition() ? List.of() : scope.spaces();
        listing(visitor).everything(spaces);
        ZoneId zone = options.zone() == null ? account : options.zone();
        return new Listed(new Window(start, here, zone, scope.remembered(spaces)).cursor(), true);
    }

    private Listed changes(Window window, Visitor visitor) throws IOException, InterruptedException {
        Instant here = Instant.now();
        signIn();
        List<Entry> hits = site.search(scope.changes(window, here));
        Window next = window.next(calls.begun(), here);
        listing(visitor).changes(hits);
        return new Listed(next.cursor(), false);
    }

    @Override
    public void begin() {
        signedIn = false;
        calls.begin(() -> false);
        people.begin();
        site.begin();
        scope.begin();
    }

    /** To a visitor whom it doesn't know, Confluence answers with less, and with 404. */
    private void signIn() throws IOException, InterruptedException {
        if (!signedIn) {
            site.account();
            signedIn = true;
        }
    }

    private Listing listing(Visitor visitor) {
        return new Listing(site, scope, documents, visitor, foreign);
    }

    @Override
    public @Nullable ListedDocument find(String id) throws IOException, InterruptedException {
        signIn();
        Entry found = site.find(id);
        if (found == null || !scope.takes(found.kind())) {
            return null;
        }
        Entry page = found.kind().isPart() ? site.find(found.container()) : found;
        if (page == null || !scope.contains(page)) {
            return null;
        }
        Entry placed = found.kind().isPart() ? found.in(page) : found;
        return documents.exclusion(placed).isPresent() ? null : documents.document(placed);
    }
}
