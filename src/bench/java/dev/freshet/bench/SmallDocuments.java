package dev.freshet.bench;

import dev.freshet.testing.Prose;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Small Markdown files, each with a text of its own: a title and a paragraph or two, 350 bytes or so. */
final class SmallDocuments {

    private static final int IN_A_FOLDER = 1_000;

    private SmallDocuments() {}

    static void write(Path root, int count) throws IOException {
        Prose prose = new Prose(count);
        for (int i = 0; i < count; i++) {
            if (i % IN_A_FOLDER == 0) {
                Files.createDirectories(path(root, i).resolveSibling(""));
            }
            Files.writeString(path(root, i), text(prose, i));
        }
    }

    static String text(Prose prose, int number) {
        return "# " + prose.words(4) + " " + number + "\n\n" + prose.words(20 + number % 20) + ".\n\n" + prose.words(20)
                + ".\n";
    }

    static Path path(Path root, int number) {
        return root.resolve(number / IN_A_FOLDER + "/" + number + ".md");
    }
}
