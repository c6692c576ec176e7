package dev.freshet.check;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** Says what is wrong with a YAML text without the words of a parser. */
final class YamlErrors {

    private record Wording(String sign, String words) {}

    /** The first that fits; signs are parts of the parser's own messages. */
    private static final List<Wording> WORDINGS = List.of(
            new Wording(
                    "mapping values are not allowed",
                    "an unexpected ':'. Check the indentation of this line and of"
                            + " the one before it; quote a value that contains ': '"),
            new Wording(
                    "block end",
                    "this line does not line up with the lines above it. Indent it by as many blanks as"
                            + " its neighbours"),
            new Wording(
                    "block sequence entries are not allowed", "a '-' can't stand here. Begin a list on its own line"),
            new Wording("could not find expected ':'", "a key without its ':'. Write 'key: value'"),
            new Wording("cannot start any token", "a value can't begin with this character: put it in quotes"),
            new Wording("found unexpected end of stream", "a quote that was opened is never closed"),
            new Wording(
                    "unknown escape character",
                    "an unknown escape after '\\'. Use single quotes, in which '\\' is" + " a plain character"),
            new Wording("undefined alias", "a value that begins with '*' needs quotes"),
            new Wording("unexpected character found", "a value that begins with '*' or '&' needs quotes"),
            new Wording("but found another document", "a second document after '---'. Write one file for each"),
            new Wording("expected ',' or ']'", "a '[' without its ']'"),
            new Wording("expected ',' or '}'", "a '{' without its '}'. Quote a value that begins with '{'"));

    private YamlErrors() {}

    static String plainWords(MarkedYamlEngineException error, String text) {
        String details = lower(error.getProblem()) + " " + lower(error.getContext());
        int line = error.getProblemMark().map(mark -> mark.getLine()).orElse(0);
        if (hasTabIndent(text, line)) {
            return "a tab indents this line. YAML allows only blanks";
        }
        return WORDINGS.stream()
                .filter(wording -> details.contains(wording.sign()))
                .map(Wording::words)
                .findFirst()
                .orElse("is not YAML: " + error.getProblem());
    }

    /** Where a person has to look: an unclosed quote is found at the end of the file, but repaired where it begins. */
    static Optional<Mark> place(MarkedYamlEngineException error) {
        boolean unclosed = lower(error.getProblem()).contains("unexpected end of stream");
        return unclosed
                ? error.getContextMark().or(error::getProblemMark)
                : error.getProblemMark().or(error::getContextMark);
    }

    private static boolean hasTabIndent(String text, int line) {
        return text.lines().skip(line).findFirst().orElse("").matches(" *\\t.*");
    }

    private static String lower(@Nullable String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }
}
