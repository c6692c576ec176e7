package dev.freshet.source.confluence;

import dev.freshet.source.confluence.Entry.Kind;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/**
 * Texts of other pages that a page shows, by {@code include} and {@code excerpt-include}. Each is shown once a page, so
 * that pages which show each other come to an end.
 */
final class Inclusions implements StorageHtml.OtherPages {

    private final Site site;
    private final String space;
    private final Set<String> shown;

    /**
     * Those of one reading of a page.
     *
     * @param page the one that shows them: a title without a space is of its space
     */
    Inclusions(Site site, Entry page) {
        this(site, page.space(), new HashSet<>(List.of(page.id())));
    }

    private Inclusions(Site site, String space, Set<String> shown) {
        this.site = site;
        this.space = space;
        this.shown = shown;
    }

    @Override
    public void show(Macro macro, StorageHtml.Names names, Element to) throws IOException, InterruptedException {
        Entry page = page(macro.target());
        if (page == null || !shown.add(macro.isExcerpt() ? page.id() + " excerpt " + macro.excerpt() : page.id())) {
            return;
        }
        Element storage = storage(page);
        Element part = storage != null && macro.isExcerpt() ? excerpt(storage, macro.excerpt()) : storage;
        if (part != null) {
            if (macro.hasPanel()) {
                to.appendElement("p").text(page.title());
            }
            new StorageHtml(names, new Inclusions(site, page.space(), shown)).inside(part, to, "div");
        }
    }

    /** Null where there is none that the account sees. */
    private @Nullable Entry page(Macro.Target target) throws IOException, InterruptedException {
        String in = target.space().isBlank() ? space : target.space();
        if (target.title().isBlank()) {
            return null;
        }
        String condition = "type in (" + Kind.PAGE.text() + ", " + Kind.BLOGPOST.text() + ") and space in ("
                + Calls.list(List.of(in)) + ") and title = " + Calls.list(List.of(target.title()));
        return site.search(condition).stream()
                .filter(found -> found.title().equalsIgnoreCase(target.title()))
                .findFirst()
                .orElse(null);
    }

    /** Null where it went away meanwhile. */
    private @Nullable Element storage(Entry page) throws IOException, InterruptedException {
        try {
            return Jsoup.parse(site.read(page).storage(), "", Parser.xmlParser());
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** The part that the page gives away, though it may hide it itself. */
    private static @Nullable Element excerpt(Element storage, String name) {
        return storage.select("ac|structured-macro[ac:name=excerpt], ac|macro[ac:name=excerpt]").stream()
                .filter(macro ->
                        name.isBlank() || new Macro(macro).parameter("name").equals(name))
                .findFirst()
                .map(macro -> macro.selectFirst("> ac|rich-text-body"))
                .orElse(null);
    }
}
