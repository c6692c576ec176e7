package dev.freshet.extract;

import java.util.Set;
import org.apache.tika.detect.DefaultDetector;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MediaTypeRegistry;
import org.apache.tika.mime.MimeTypes;

/**
 * Which reader reads what. A name that promises text is believed, unless the bytes are of a kind that only Tika reads:
 * Markdown that begins with HTML is Markdown, a PDF named {@code .txt} is a PDF.
 */
final class Readers {

    private static final Set<String> MARKDOWN = Set.of("md", "markdown", "mdown", "mdx");
    private static final Set<String> MARKUP = Set.of("adoc", "asciidoc", "asc", "rst");
    private static final Set<String> VALUES = Set.of("csv", "tsv", "tab");
    private static final Set<String> LINES = Set.of("txt", "text", "log", "json", "yaml", "yml", "properties");
    private static final Set<String> HTML = Set.of("html", "htm", "xhtml");

    private final MediaTypeRegistry registry = MimeTypes.getDefaultMimeTypes().getMediaTypeRegistry();
    private final Reader markdown = new MarkdownReader();
    private final Reader markup = new MarkupReader();
    private final Reader values = new CsvReader();
    private final Reader text = new TextReader();
    private final Reader html = new HtmlReader();
    private final Reader xml = new XmlReader();
    private final Reader tika;

    Readers(DefaultDetector detector) {
        tika = new TikaReader(detector);
    }

    Reader readerOf(Original original) {
        MediaType type = original.type();
        boolean mailByLuck =
                type.equals(MediaType.parse("message/rfc822")) || type.getType().equals("text");
        if (TikaParsers.reads(type) && !(mailByLuck && promisesText(original.extension()))) {
            return tika;
        }
        return promisesText(original.extension()) ? byName(original.extension()) : byType(original);
    }

    /** Whether files with this extension are text. */
    static boolean promisesText(String extension) {
        return MARKDOWN.contains(extension)
                || MARKUP.contains(extension)
                || VALUES.contains(extension)
                || LINES.contains(extension)
                || HTML.contains(extension);
    }

    private Reader byName(String extension) {
        if (MARKDOWN.contains(extension)) {
            return markdown;
        }
        if (MARKUP.contains(extension)) {
            return markup;
        }
        if (VALUES.contains(extension)) {
            return values;
        }
        return HTML.contains(extension) ? html : text;
    }

    private Reader byType(Original original) {
        MediaType type = original.type();
        for (MediaType kind = type; kind != null; kind = registry.getSupertype(kind)) {
            if (TikaParsers.reads(kind)) {
                return tika;
            }
            switch (kind.toString()) {
                case "text/html", "application/xhtml+xml" -> {
                    return html;
                }
                case "application/xml" -> {
                    return xml;
                }
                case "text/csv", "text/tab-separated-values" -> {
                    return values;
                }
                case "text/x-web-markdown" -> {
                    return markdown;
                }
                case "text/plain" -> {
                    return text;
                }
                default -> {}
            }
        }
        throw ExtractionException.unsupported(type.toString());
    }
}
