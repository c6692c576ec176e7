package dev.freshet;

import dev.freshet.check.CheckedHome;
import java.util.ArrayList;
import java.util.List;

/** The files of the routes that do the work of a home, as Camel's resource locations. */
record RouteFiles(CheckedHome checked) {

    /** The half of the pipeline that only reads. A plan goes without the other. */
    private static final List<String> READING_HALF = List.of("/call.", "/1-detect.", "/2-extract.", "/3-chunk.");

    private static final String PLAN_ROUTES = "classpath:plan/plan.camel.yaml";

    List<String> all(boolean planOnly) {
        List<String> routes = new ArrayList<>();
        for (String file : checked.pipeline()) {
            if (!planOnly || READING_HALF.stream().anyMatch(file::contains)) {
                routes.add(file);
            }
        }
        if (planOnly) {
            routes.add(PLAN_ROUTES);
        }
        checked.sources().forEach(source -> routes.add("file:" + source.file()));
        return routes;
    }
}
