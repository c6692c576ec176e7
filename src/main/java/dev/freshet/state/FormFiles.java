package dev.freshet.state;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/**
 * The files that bring the tables of the state from form to form. Flyway is told their names: to find them it would read the
 * list of everything in every jar, which takes longer than to run them.
 *
 * @param folder in the resources
 */
record FormFiles(String folder, List<String> names) implements ResourceProvider {

    static final FormFiles SQLITE = new FormFiles(
            "state/sqlite",
            List.of(
                    "V1__state_and_store.sql",
                    "V2__service.sql",
                    "V3__cursors.sql",
                    "V4__chunks_in_doubt.sql",
                    "V5__vector_sets.sql"));

    static final FormFiles POSTGRESQL = new FormFiles("state/postgresql", List.of("V5__state.sql"));

    /** Flyway, set up to run them over a database. */
    FluentConfiguration over(DataSource database) {
        return Flyway.configure(FormFiles.class.getClassLoader())
                .dataSource(database)
                .locations("classpath:" + folder)
                .resourceProvider(this)
                .javaMigrationClassProvider(List::of);
    }

    @Override
    public @Nullable LoadableResource getResource(String name) {
        return names.contains(name) ? new FormFile(folder, name) : null;
    }

    @Override
    public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
        return names.stream()
                .filter(name -> name.startsWith(prefix) && Stream.of(suffixes).anyMatch(name::endsWith))
                .<LoadableResource>map(name -> new FormFile(folder, name))
                .toList();
    }

    private static final class FormFile extends LoadableResource {

        private final String folder;
        private final String name;

        private FormFile(String folder, String name) {
            this.folder = folder;
            this.name = name;
        }

        @Override
        public Reader read() {
            InputStream file = FormFiles.class.getClassLoader().getResourceAsStream(getAbsolutePath());
            return new BufferedReader(
                    new InputStreamReader(Objects.requireNonNull(file, name), StandardCharsets.UTF_8));
        }

        @Override
        public String getAbsolutePath() {
            return folder + "/" + name;
        }

        @Override
        public String getAbsolutePathOnDisk() {
            return getAbsolutePath();
        }

        @Override
        public String getFilename() {
            return name;
        }

        @Override
        public String getRelativePath() {
            return name;
        }
    }
}
