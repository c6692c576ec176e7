package dev.freshet.check;

import dev.freshet.config.Settings;
import java.util.List;

/**
 * What a home says; complete only when its check found no error.
 *
 * @param sources in the order of their ids
 * @param pipeline Camel resource locations ({@code file:} or {@code classpath:}) of the pipeline's routes, one each
 * @param service the same of the routes of {@code freshet run}
 * @param kameletFolders Camel resource locations of folders, the first before the next
 */
public record CheckedHome(
        Settings settings,
        List<SourceFile> sources,
        List<String> pipeline,
        List<String> service,
        List<String> kameletFolders) {}
