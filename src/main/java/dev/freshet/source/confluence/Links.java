package dev.freshet.source.confluence;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** Links of the storage format: to pages, files, spaces and people, with a text of their own or without. */
final class Links {

    private static final List<String> BODIES = List.of("ac:link-body", "ac:plain-text-link-body");

    /** Attributes that name people, with the parameter by which they are asked for. */
    private static final Map<String, String> PEOPLE =
            Map.of("ri:account-id", "accountId", "ri:userkey", "key", "ri:username", "username");

    private static final List<String> NAMES = List.of("ri:content-title", "ri:filename", "ri:space-key");

    private Links() {}

    static void show(Element link, Element to, StorageHtml html, StorageHtml.Names names)
            throws IOException, InterruptedException {
        Element target = null;
        for (Element child : link.children()) {
            if (BODIES.contains(child.tagName())) {
                html.inside(child, to, "span");
                return;
            }
            if (child.tagName().startsWith("ri:")) {
                target = child;
            }
        }
        String text = target == null ? link.attr("ac:anchor") : text(target, names);
        if (!text.isBlank()) {
            to.appendElement("span").text(text);
        }
    }

    /** What Confluence shows for a link without a text. */
    private static String text(Element target, StorageHtml.Names names) throws IOException, InterruptedException {
        if (target.tagName().equals("ri:user")) {
            String name = person(target, names);
            return name == null || name.isBlank() ? "" : "@" + name;
        }
        return NAMES.stream()
                .map(target::attr)
                .filter(name -> !name.isBlank())
                .findFirst()
                .orElse("");
    }

    private static @Nullable String person(Element user, StorageHtml.Names names)
            throws IOException, InterruptedException {
        for (Map.Entry<String, String> kind : PEOPLE.entrySet()) {
            if (user.hasAttr(kind.getKey())) {
                return names.of(kind.getValue(), user.attr(kind.getKey()));
            }
        }
        return null;
    }
}
