package dev.freshet;

import dev.freshet.cli.FreshetCommand;

/** The entry point of the jar. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(FreshetCommand.execute(LibraryFolder.refused(), arguments));
    }
}
