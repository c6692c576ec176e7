package dev.freshet.camel;

import dev.freshet.config.Secret;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;

/** Says in words what an I/O error means, since many carry only a path. */
final class Reasons {

    private Reasons() {}

    /** Why a document failed. */
    static String ofFailure(Throwable cause) {
        for (Throwable below = cause; below != null; below = below.getCause()) {
            if (below instanceof RefusedByRightsException refused) {
                return Secret.withoutPasswords(String.valueOf(refused.getMessage()));
            }
        }
        if (cause instanceof AccessDeniedException) {
            return "may not be read by the user '" + System.getProperty("user.name")
                    + "'. Give that user the right, or exclude the file.";
        }
        return Secret.withoutPasswords(cause.getMessage() == null ? cause.toString() : cause.getMessage());
    }

    static String of(IOException error) {
        if (error instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (error instanceof FileSystemException system && system.getReason() != null) {
            return system.getReason();
        }
        return error.getMessage() == null
                ? error.getClass().getSimpleName()
                : Secret.withoutPasswords(error.getClass().getSimpleName() + ": " + error.getMessage());
    }
}
