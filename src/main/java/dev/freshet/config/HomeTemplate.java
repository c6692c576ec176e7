package dev.freshet.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Writes a home to begin with. */
public final class HomeTemplate {

    private static final List<String> FILES = List.of(
            "documents/welcome.md",
            "routes/sources/documents-folder.camel.yaml",
            "routes/sources/examples/bucket-s3.camel.yaml.example",
            "routes/sources/examples/handbook-folder.camel.yaml.example",
            "routes/sources/examples/handbook-git.camel.yaml.example",
            "routes/sources/examples/mailbox-imap.camel.yaml.example",
            "routes/sources/examples/notes-folder.camel.yaml.example",
            "routes/sources/examples/share-sftp.camel.yaml.example",
            "routes/sources/examples/table-sql.camel.yaml.example",
            "routes/sources/examples/website-sitemap.camel.yaml.example",
            "routes/sources/examples/wiki-confluence.camel.yaml.example",
            "routes/sources/examples/wiki-notion.camel.yaml.example");

    private final Path folder;
    private final List<Path> written = new ArrayList<>();

    private HomeTemplate(Path folder) {
        this.folder = folder;
    }

    /** Every file of the template, below the folder. */
    public static List<Path> files(Path folder) {
        List<Path> files = new ArrayList<>(List.of(folder.resolve(PropertiesFile.NAME), folder.resolve(".gitignore")));
        FILES.forEach(name -> files.add(folder.resolve(name)));
        return List.copyOf(files);
    }

    /**
     * Makes the folder and its files. A file that exists is left as it is, whatever it holds.
     *
     * @return the files that were written; the others of {@link #files} were kept
     * @throws HomeNotWritableException with a message for a person
     */
    public static List<Path> write(Path folder) {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new HomeNotWritableException(folder + " is a file: name a folder, or one to be made");
        }
        HomeTemplate template = new HomeTemplate(folder);
        template.write(PropertiesFile.NAME, OptionsPage.properties(Settings.OPTIONS));
        template.write(".gitignore", resource("gitignore"));
        FILES.forEach(name -> template.write(name, resource(name)));
        return List.copyOf(template.written);
    }

    private void write(String name, String text) {
        Path file = folder.resolve(name);
        try {
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.writeString(file, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            written.add(file);
        } catch (FileAlreadyExistsException e) {
            keep(file, e);
        } catch (AccessDeniedException e) {
            throw new HomeNotWritableException(
                    "%s can't be written: no permission in %s. Choose another folder, or make it writable for the user '%s'"
                            .formatted(file, folder, System.getProperty("user.name")),
                    e);
        } catch (IOException e) {
            throw new HomeNotWritableException(file + " can't be written: " + e.getMessage(), e);
        }
    }

    /** A folder in the place of a file, or a file in the place of a folder, is not something to keep in silence. */
    private static void keep(Path file, FileAlreadyExistsException e) {
        if (!Files.isRegularFile(file)) {
            throw new HomeNotWritableException(
                    file + " can't be written: " + e.getFile() + " is in the way. Move it, or choose another folder",
                    e);
        }
    }

    private static String resource(String name) {
        String path = "/home/" + name;
        try (InputStream in = Objects.requireNonNull(HomeTemplate.class.getResourceAsStream(path), path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("The program's own " + path + " can't be read", e);
        }
    }
}
