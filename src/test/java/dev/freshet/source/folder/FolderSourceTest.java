package dev.freshet.source.folder;

import dev.freshet.contract.SourceContract;
import dev.freshet.testing.TestHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Kamelet folder-source keeps what every source does. */
class FolderSourceTest extends SourceContract {

    @Override
    protected World world(Path folder) throws IOException {
        return new Folder(Files.createDirectories(folder.resolve("documents")));
    }

    private record Folder(Path root, Map<String, String> deleted) implements World {

        Folder(Path root) {
            this(root, new HashMap<>());
        }

        @Override
        public void writeSource(TestHome home) {
            home.source("docs", root).write();
        }

        @Override
        public String add(String name, String text) throws IOException {
            Files.writeString(root.resolve(name), text);
            return name;
        }

        @Override
        public void edit(String id, String text) throws IOException {
            Files.writeString(root.resolve(id), text);
        }

        @Override
        public String rename(String id, String name) throws IOException {
            Files.move(root.resolve(id), root.resolve(name));
            return name;
        }

        @Override
        public String move(String id) throws IOException {
            Files.createDirectories(root.resolve("elsewhere"));
            return rename(id, "elsewhere/" + id);
        }

        @Override
        public void delete(String id) throws IOException {
            deleted.put(id, Files.readString(root.resolve(id)));
            Files.delete(root.resolve(id));
        }

        @Override
        public String restore(String id) throws IOException {
            return add(id, deleted.getOrDefault(id, ""));
        }

        @Override
        public void breakListing() throws IOException {
            Files.move(root, root.resolveSibling("unmounted"));
        }

        @Override
        public void mendListing() throws IOException {
            Files.move(root.resolveSibling("unmounted"), root);
        }
    }
}
