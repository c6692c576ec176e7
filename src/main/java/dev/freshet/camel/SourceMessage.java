package dev.freshet.camel;

import dev.freshet.document.Content;
import dev.freshet.document.DocumentKey;
import dev.freshet.document.DocumentVersion;
import dev.freshet.document.Several;
import dev.freshet.document.SourceDocument;
import dev.freshet.pass.Pass;
import dev.freshet.source.Description;
import dev.freshet.source.FetchedDocument;
import dev.freshet.source.ListedDocument;
import dev.freshet.source.folder.FolderFile;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.file.GenericFile;
import org.jspecify.annotations.Nullable;

/** Reads the message that a source route sends: its headers, its metadata and, once, its content. */
final class SourceMessage {

    private final Exchange exchange;
    private final Message message;
    private final Pass pass;

    SourceMessage(Exchange exchange, Pass pass) {
        this.exchange = exchange;
        this.message = exchange.getMessage();
        this.pass = pass;
    }

    DocumentKey key() {
        String id = header(Headers.DOCUMENT);
        if (id == null) {
            id = header(Exchange.FILE_NAME);
        }
        if (id == null || id.isBlank()) {
            throw new IllegalArgumentException("the source's route sets no header '" + Headers.DOCUMENT
                    + "' with the document's id. Add a setHeader step for it before 'to: direct:ingest'.");
        }
        return pass.key(id);
    }

    SourceDocument read(DocumentKey key, long maxSize) throws IOException, InterruptedException {
        Description told =
                new Description(name(key), header(Headers.TITLE), header(Headers.URL), modifiedAt(), metadata());
        Content content;
        if (message.getBody() instanceof ListedDocument listed) {
            FetchedDocument fetched = listed.reading().read();
            told = told.changedFrom(listed.description()).over(fetched.description());
            content = new Content(new BoundedBytes(maxSize).of(fetched.bytes()));
        } else {
            content = new Content(bytes(new BoundedBytes(maxSize)));
        }
        String checksum = checksum(content, told);
        String fingerprint = header(Headers.FINGERPRINT);
        DocumentVersion version = new DocumentVersion(
                key,
                fingerprint == null ? checksum : fingerprint,
                checksum,
                pass.recipe(),
                told.name(),
                told.title(),
                told.url(),
                told.modifiedAt(),
                told.metadata());
        return new SourceDocument(version, content);
    }

    /**
     * Covers what is told of a document too: a new title or label is a change, whatever the text. A file's folder tells
     * nothing that its path and bytes don't.
     */
    private String checksum(Content content, Description told) {
        return exchange.getProperty(FolderConsumer.LISTED_FILE) == null
                ? Content.sha256((content.checksum() + '\n' + told.identity()).getBytes(StandardCharsets.UTF_8))
                : content.checksum();
    }

    /** What is read of the headers alone, for a document whose content can't be read. */
    @Nullable
    String fingerprint() {
        return header(Headers.FINGERPRINT);
    }

    private byte[] bytes(BoundedBytes bounded) throws IOException {
        FolderFile listed = exchange.getProperty(FolderConsumer.LISTED_FILE, FolderFile.class);
        if (listed != null && message.getBody() instanceof File) {
            // not the body itself: Camel turns each backslash in its path into a slash
            return bounded.of(listed.path());
        }
        if (message.getBody() instanceof File file) {
            return bounded.of(file.toPath());
        }
        if (message.getBody() instanceof GenericFile<?> file && file.getFile() instanceof File local) {
            return bounded.of(local.toPath());
        }
        if (message.getBody() instanceof Path path) {
            return bounded.of(path);
        }
        if (message.getBody() instanceof jakarta.mail.Message mail) {
            return bounded.of(mail);
        }
        if (message.getBody() instanceof InputStream stream) {
            return bounded.of(stream);
        }
        Object body = message.getBody();
        boolean structured = body instanceof Map || body instanceof Collection;
        byte[] bytes = structured ? null : message.getBody(byte[].class);
        if (bytes == null) {
            throw new IllegalArgumentException(
                    "the message that reaches direct:ingest has no bytes or text as its body but "
                            + (body == null ? "nothing" : "a " + body.getClass().getSimpleName())
                            + ". Let a step before it make text of it: marshal, or setBody.");
        }
        return bounded.of(bytes);
    }

    private String name(DocumentKey key) {
        String name = header(Headers.NAME);
        if (name == null && message.getBody() instanceof jakarta.mail.Message) {
            return "mail.eml";
        }
        return name == null ? key.document().substring(key.document().lastIndexOf('/') + 1) : name;
    }

    private @Nullable Instant modifiedAt() {
        String text = header(Headers.MODIFIED);
        if (text == null) {
            Long fileTime = message.getHeader(Exchange.FILE_LAST_MODIFIED, Long.class);
            return fileTime == null ? null : Instant.ofEpochMilli(fileTime);
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "header '" + Headers.MODIFIED + "' is '" + text + "', not a time like 2026-01-31T12:00:00Z", e);
        }
    }

    /** Every plain header that neither Camel nor Freshet made: what the route's author wants to find again. */
    private SortedMap<String, String> metadata() {
        SortedMap<String, String> metadata = new TreeMap<>();
        message.getHeaders().forEach((name, header) -> {
            String value = value(header);
            if (value != null && !name.startsWith("Camel") && !name.startsWith(Headers.INTERNAL_PREFIX)) {
                metadata.put(name, value);
            }
        });
        return metadata;
    }

    /** Null where it is neither plain nor a list of what is plain. */
    private static @Nullable String value(@Nullable Object header) {
        if (header instanceof Object[] array) {
            return value(Arrays.asList(array));
        }
        if (header instanceof Collection<?> list && list.stream().allMatch(SourceMessage::isPlain)) {
            String entries = Several.of(list.stream().map(Objects::toString).toList());
            return entries.isEmpty() ? null : entries;
        }
        return isPlain(header) ? String.valueOf(header) : null;
    }

    private static boolean isPlain(@Nullable Object value) {
        return value instanceof String || value instanceof Number || value instanceof Boolean;
    }

    private @Nullable String header(String name) {
        return message.getHeader(name, String.class);
    }
}
