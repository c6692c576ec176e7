package dev.freshet;

import java.nio.file.Path;

/** Another process works on the home. */
public final class HomeInUseException extends RuntimeException {

    HomeInUseException(Path data, String owner) {
        super("Another Freshet, process " + owner + ", is working on " + data
                + ". Wait for it, or stop it; two writers would undo each other's work. If it is 'freshet run', ask it by HTTP"
                + " instead: POST /webhook/ingest for a pass, POST /retry, POST /verify with {\"repair\": true}, POST"
                + " /sources/SOURCE/forget.");
    }
}
