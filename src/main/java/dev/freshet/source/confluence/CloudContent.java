package dev.freshet.source.confluence;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.source.confluence.Entry.Attached;
import dev.freshet.source.confluence.Entry.Kind;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Single pieces of content of Cloud. Their ids don't tell their kinds, but for attachments. */
final class CloudContent {

    private static final String FOOTER = "/api/v2/footer-comments";
    private static final String INLINE = "/api/v2/inline-comments";

    private final Calls calls;
    private final CloudTree tree;
    private final boolean comments;

    CloudContent(Calls calls, CloudTree tree, boolean comments) {
        this.calls = calls;
        this.tree = tree;
        this.comments = comments;
    }

    static String path(Kind kind) {
        return switch (kind) {
            case PAGE -> "/api/v2/pages";
            case BLOGPOST -> "/api/v2/blogposts";
            case ATTACHMENT -> "/api/v2/attachments";
            case COMMENT -> FOOTER;
        };
    }

    /** Null where there is no such thing, or it isn't current. */
    @Nullable
    Entry find(String id) throws IOException, InterruptedException {
        if (id.startsWith("att")) {
            JsonNode file = get(Calls.path(path(Kind.ATTACHMENT) + "/" + Calls.encoded(id), "include-labels", "true"));
            return file == null ? null : currentOrNull(part(Kind.ATTACHMENT, file));
        }
        for (Kind kind : List.of(Kind.PAGE, Kind.BLOGPOST)) {
            JsonNode found = get(Calls.path(path(kind) + "/" + Calls.encoded(id), "include-labels", "true"));
            if (found != null) {
                return currentOrNull(entry(kind, found, found.at("/_links/base").asText("")));
            }
        }
        JsonNode comment = comments ? read(Kind.COMMENT, id) : null;
        return comment == null ? null : currentOrNull(part(Kind.COMMENT, comment));
    }

    private static @Nullable Entry currentOrNull(Entry entry) {
        return entry.isCurrent() ? entry : null;
    }

    /** With its text; null where there is no such thing. */
    @Nullable
    JsonNode read(Kind kind, String id) throws IOException, InterruptedException {
        String path = path(kind) + "/" + Calls.encoded(id);
        if (kind != Kind.COMMENT) {
            return get(Calls.path(path, "body-format", "storage", "include-labels", "true"));
        }
        JsonNode footer = get(Calls.path(path, "body-format", "storage"));
        return footer != null ? footer : get(Calls.path(INLINE + "/" + Calls.encoded(id), "body-format", "storage"));
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

    /** A page or blog post; its labels are there if they were asked for. */
    Entry entry(Kind kind, JsonNode content, String base) throws IOException, InterruptedException {
        JsonNode version = content.path("version");
        return new Entry(
                content.path("id").asText(""),
                kind,
                isCurrent(content),
                content.path("title").asText(""),
                tree.spaceKey(content.path("spaceId").asText("")),
                version.path("number").asInt(),
                ContentJson.instant(version.path("createdAt").asText("")),
                version.path("authorId").asText(""),
                tree.above(content),
                ContentJson.labels(content.at("/labels/results")),
                "",
                base + content.at("/_links/webui").asText(""),
                null);
    }

    /** An attachment or comment, of whose page no more than the id is known. */
    private static Entry part(Kind kind, JsonNode content) {
        JsonNode version = content.path("version");
        String page = content.path("pageId").asText("");
        return new Entry(
                content.path("id").asText(""),
                kind,
                isCurrent(content),
                content.path("title").asText(""),
                "",
                version.path("number").asInt(),
                ContentJson.instant(version.path("createdAt").asText("")),
                version.path("authorId").asText(""),
                List.of(),
                ContentJson.labels(content.at("/labels/results")),
                page.isBlank() ? content.path("blogPostId").asText("") : page,
                "",
                kind == Kind.ATTACHMENT
                        ? new Attached(
                                "",
                                content.path("mediaType").asText(""),
                                content.path("fileSize").asLong())
                        : null);
    }

    /** A comment as it was read, at the place that is known already. */
    static Entry comment(JsonNode read, Entry listed) {
        return part(Kind.COMMENT, read).at(listed);
    }

    private static boolean isCurrent(JsonNode content) {
        return content.path("status").asText("").equals("current");
    }
}
