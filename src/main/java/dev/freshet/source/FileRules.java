package dev.freshet.source;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which files below a root are documents.
 *
 * @param included whether a file's id is wanted
 * @param excluded whether a file's or folder's id is unwanted; stronger
 * @param maxSize of a document, in bytes
 * @param hidden whether dot files, dot folders and temporary files of editors count
 */
public record FileRules(Predicate<String> included, Predicate<String> excluded, long maxSize, boolean hidden) {

    /** Endings that editors, downloads and Office programs give to files that are gone in a moment. */
    private static final Set<String> TEMPORARY_ENDINGS =
            Set.of("swp", "swo", "swx", "tmp", "temp", "part", "partial", "crdownload", "bak");

    /** Why a folder is not entered; empty = it is. */
    public Optional<Exclusion> folder(String id, String name) {
        if (!hidden && name.startsWith(".")) {
            return Optional.of(Exclusion.HIDDEN);
        }
        return excluded.test(id) ? Optional.of(Exclusion.EXCLUDED) : Optional.empty();
    }

    /** Why a file is not a document; empty = it is one. */
    public Optional<Exclusion> file(String id, String name, long size) {
        if (!hidden && name.startsWith(".")) {
            return Optional.of(Exclusion.HIDDEN);
        }
        if (!hidden && isTemporary(name)) {
            return Optional.of(Exclusion.TEMPORARY);
        }
        if (excluded.test(id)) {
            return Optional.of(Exclusion.EXCLUDED);
        }
        if (!included.test(id)) {
            return Optional.of(Exclusion.NOT_INCLUDED);
        }
        return size > maxSize ? Optional.of(Exclusion.TOO_LARGE) : Optional.empty();
    }

    /** Why a file is not a document, by the rules for it and for each folder above it; empty = it is one. */
    public Optional<Exclusion> path(String id, long size) {
        for (int slash = id.indexOf('/'); slash >= 0; slash = id.indexOf('/', slash + 1)) {
            String above = id.substring(0, slash);
            Optional<Exclusion> exclusion = folder(above, above.substring(above.lastIndexOf('/') + 1));
            if (exclusion.isPresent()) {
                return exclusion;
            }
        }
        return file(id, id.substring(id.lastIndexOf('/') + 1), size);
    }

    private static boolean isTemporary(String name) {
        return name.endsWith("~")
                || name.startsWith("~$")
                || (name.length() > 1 && name.startsWith("#") && name.endsWith("#"))
                || hasTemporaryEnding(name);
    }

    private static boolean hasTemporaryEnding(String name) {
        int dot = name.lastIndexOf('.');
        return dot >= 0 && TEMPORARY_ENDINGS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
    }
}
