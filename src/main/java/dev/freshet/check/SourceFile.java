package dev.freshet.check;

import java.nio.file.Path;
import java.util.Map;

/**
 * A source, as its file says it.
 *
 * @param id the file's name without {@code .camel.yaml}
 * @param kind the kamelet's name, or the scheme of another Camel component
 * @param stepsHash SHA-256 of what the steps mean: it stays when only comments, layout, quotes, the order of options,
 *     descriptions or the parameters of {@code from} change
 * @param parameters of {@code from}, those of the query included, as text with the known placeholders replaced
 */
public record SourceFile(String id, Path file, String kind, String stepsHash, Map<String, Object> parameters) {

    public static final String ENDING = ".camel.yaml";

    /** Whether its documents are the files of a folder. */
    public boolean isFolder() {
        return kind.equals(FolderCheck.KAMELET) && parameters.get("path") != null;
    }

    /** That folder; a relative path starts at the home. */
    public Path folder(Path home) {
        return home.resolve(String.valueOf(parameters.get("path"))).normalize();
    }
}
