package dev.freshet.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A folder of Markdown files in which people are at work: they add, edit, delete and rename. */
public final class ChangingFolder {

    /** A folder that became empty by chance would have nothing left to change. */
    private static final int FEWEST = 10;

    private final Path folder;
    private final Random random;
    private final Prose prose;
    private final List<Path> files = new ArrayList<>();
    private int named;

    public ChangingFolder(Path folder, long seed) {
        this.folder = folder;
        this.random = new Random(seed);
        this.prose = new Prose(seed);
    }

    /** Adds files. */
    public void add(int count) {
        for (int i = 0; i < count; i++) {
            add();
        }
    }

    /** Changes a number of files at random; about as many are added as are deleted. */
    public void change(int count) {
        for (int i = 0; i < count; i++) {
            switch (random.nextInt(6)) {
                case 0 -> add();
                case 1 -> deleteOne();
                case 2 -> rename();
                default -> write(any());
            }
        }
    }

    private void add() {
        named++;
        Path file = folder.resolve("team-" + named % 7).resolve("note-" + named + ".md");
        files.add(file);
        write(file);
    }

    private void deleteOne() {
        if (files.size() <= FEWEST) {
            add();
        } else {
            delete(files.remove(random.nextInt(files.size())));
        }
    }

    private void rename() {
        Path from = files.remove(random.nextInt(files.size()));
        named++;
        Path to = from.resolveSibling("renamed-" + named + ".md");
        files.add(to);
        try {
            Files.move(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path any() {
        return files.get(random.nextInt(files.size()));
    }

    private void write(Path file) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, prose.document());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
