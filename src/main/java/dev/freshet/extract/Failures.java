package dev.freshet.extract;

import org.apache.tika.exception.EncryptedDocumentException;
import org.apache.tika.exception.UnsupportedFormatException;
import org.jspecify.annotations.Nullable;

/** Gives an exception of the libraries a reason that a person understands. */
final class Failures {

    private static final int LONGEST_DETAIL = 120;

    private Failures() {}

    /**
     * What it means.
     *
     * @throws NoRoomException when the disk was full
     */
    static ExtractionException explained(Original original, Throwable failure) {
        NoRoomException.refuse(failure);
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            ExtractionException known = known(original, cause, failure);
            if (known != null) {
                return known;
            }
        }
        return ExtractionException.damaged(detail(failure), failure);
    }

    private static @Nullable ExtractionException known(Original original, Throwable cause, Throwable failure) {
        String message = String.valueOf(cause.getMessage());
        if (cause instanceof ExtractionException reason) {
            return reason;
        }
        if (cause instanceof EncryptedDocumentException || cause instanceof org.apache.poi.EncryptedDocumentException) {
            return ExtractionException.encrypted(failure);
        }
        if (cause instanceof UnsupportedFormatException || message.startsWith("No Archiver found")) {
            return ExtractionException.unsupported(original.type().toString());
        }
        if (cause instanceof StackOverflowError) {
            return ExtractionException.tooDeep(failure);
        }
        if (message.contains("Zip bomb")) {
            return ExtractionException.bomb(failure);
        }
        return null;
    }

    /** What the library said first, on one line and without class names. */
    private static String detail(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = CleanText.folded(String.valueOf(root.getMessage())).replaceAll("(?i)^error: |[.!]$", "");
        boolean useless = root.getMessage() == null || message.length() < 8;
        String detail = useless ? "its structure makes no sense" : message;
        return detail.length() > LONGEST_DETAIL ? detail.substring(0, LONGEST_DETAIL) + "…" : detail;
    }
}
