package dev.freshet.extract;

import org.jsoup.nodes.Element;

/** Counts pages and slides, which {@link TikaReader} marks with {@code data-page}. */
final class Pages {

    static final String MARK = "data-page";

    private Pages() {}

    static void enter(Element element, Draft draft) {
        if (element.hasAttr(MARK)) {
            draft.page(draft.page() + 1);
        }
    }
}
