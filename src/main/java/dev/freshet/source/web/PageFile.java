package dev.freshet.source.web;

import dev.freshet.source.http.HttpAnswer;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** What an answer would be as a file: its name with the ending of its type, and bytes that say their charset themselves. */
record PageFile(String name, String type, byte[] bytes) {

    private static final Pattern CHARSET =
            Pattern.compile(";\\s*charset\\s*=\\s*\"?([^\\s;\"]+)", Pattern.CASE_INSENSITIVE);

    private static final Map<String, String> ENDINGS = Map.ofEntries(
            Map.entry("text/html", "html"),
            Map.entry("application/xhtml+xml", "xhtml"),
            Map.entry("text/plain", "txt"),
            Map.entry("text/markdown", "md"),
            Map.entry("text/csv", "csv"),
            Map.entry("text/xml", "xml"),
            Map.entry("application/xml", "xml"),
            Map.entry("application/json", "json"),
            Map.entry("application/pdf", "pdf"),
            Map.entry("application/rtf", "rtf"),
            Map.entry("application/epub+zip", "epub"),
            Map.entry("application/vnd.oasis.opendocument.text", "odt"),
            Map.entry("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
            Map.entry("application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx"),
            Map.entry("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"));

    /** Names whose ending says more than these types do. */
    private static final Map<String, Set<String>> ALSO = Map.of(
            "text/html", Set.of("htm"),
            "text/plain", Set.of("md", "markdown", "rst", "adoc", "csv", "text"));

    private static final Set<String> NO_TEXT = Set.of("image", "audio", "video", "font");

    private static final Set<String> FOR_MACHINES =
            Set.of("text/css", "text/javascript", "application/javascript", "application/zip", "application/gzip");

    static PageFile of(URI url, HttpAnswer answer) {
        String header = answer.header("Content-Type").orElse("");
        String type = header.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
        return new PageFile(name(url, type), type, inUtf8(type, header, answer.body()));
    }

    private static String name(URI url, String type) {
        String last = url.getRawPath().substring(url.getRawPath().lastIndexOf('/') + 1);
        String name = last.isEmpty() ? "index" : decoded(last).replace('/', '_');
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        String wanted = ENDINGS.get(type);
        boolean fits = wanted == null
                || ending.equals(wanted)
                || ALSO.getOrDefault(type, Set.of()).contains(ending);
        return fits ? name : name + "." + wanted;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    /** What the server says of a text's charset stands above what the text says, and a file has no server. */
    private static byte[] inUtf8(String type, String header, byte[] body) {
        Matcher declared = CHARSET.matcher(header);
        Charset charset = type.startsWith("text/") && declared.find() ? charset(declared.group(1)) : null;
        return charset == null || charset.equals(StandardCharsets.UTF_8)
                ? body
                : new String(body, charset).getBytes(StandardCharsets.UTF_8);
    }

    private static @Nullable Charset charset(String name) {
        try {
            // as browsers do: what is called Latin-1 on the web is the larger set
            boolean latin = name.equalsIgnoreCase("iso-8859-1") || name.equalsIgnoreCase("us-ascii");
            return Charset.forName(latin ? "windows-1252" : name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return null;
        }
    }

    /** Why it isn't a document; empty = it is. */
    Optional<String> exclusion(HttpAnswer answer, WebOptions options) {
        if (NO_TEXT.contains(type.replaceFirst("/.*", "")) || FOR_MACHINES.contains(type)) {
            return Optional.of("a file of type " + type);
        }
        return !options.noindex() && (RobotsTag.asksToBeLeftOut(answer, options.robot()) || saysNoindex())
                ? Optional.of("it asks search engines to leave it out (noindex)")
                : Optional.empty();
    }

    private boolean saysNoindex() {
        if (!name.endsWith("html") && !name.endsWith("htm")) {
            return false;
        }
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (!text.toLowerCase(Locale.ROOT).contains("robots")) {
            return false;
        }
        for (Element meta : Jsoup.parse(text).select("meta[name=robots]")) {
            if (RobotsTag.asksToBeLeftOut(meta.attr("content"))) {
                return true;
            }
        }
        return false;
    }
}
