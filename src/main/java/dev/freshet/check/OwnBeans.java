package dev.freshet.check;

import java.util.Set;

/** The beans of Freshet that a route may call by name: what the built-in routes call. */
final class OwnBeans {

    static final Set<String> NAMES = Set.of(
            "actions",
            "alertMail",
            "alerts",
            "chunker",
            "consoleFiles",
            "deliveries",
            "detection",
            "embedding",
            "extractor",
            "forgetting",
            "health",
            "history",
            "housekeeping",
            "indexedDocuments",
            "metrics",
            "outcome",
            "patience",
            "planning",
            "pushes",
            "refusals",
            "reload",
            "request",
            "views",
            "watching",
            "wholeAnswer",
            "writer");

    private OwnBeans() {}
}
