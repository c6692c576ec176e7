package dev.freshet.cli;

import dev.freshet.Memory;
import dev.freshet.Models;
import dev.freshet.config.Problems;
import dev.freshet.config.Settings;
import dev.freshet.embed.Embedder;
import dev.freshet.migration.ServedModel;
import dev.freshet.report.Json;
import dev.freshet.report.SearchReport;
import dev.freshet.store.Search;
import dev.freshet.store.SearchHit;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code freshet search}. */
@Command(name = "search", description = "Finds the chunks that answer a query best, by words and by meaning.")
final class SearchCommand extends HomeCommand {

    private static final int SNIPPET = 300;

    @Parameters(paramLabel = "QUERY", description = "What to look for, in your own words.")
    @SuppressWarnings("NullAway.Init")
    private String query;

    @Option(names = "-k", paramLabel = "N", defaultValue = "5", description = "How many chunks. Default: 5.")
    private int limit;

    @Option(names = "--source", paramLabel = "S", description = "Only documents of this source. May be repeated.")
    private List<String> sources = new ArrayList<>();

    @Option(
            names = "--where",
            paramLabel = "NAME=VALUE",
            description = "Only chunks with this metadata, such as team=freshet. May be repeated.")
    private Map<String, String> metadata = new LinkedHashMap<>();

    @Override
    public Integer call() {
        Logging.quiet();
        if (limit < 1 || limit > 1_000) {
            throw new UsageException("-k is " + limit + "; it takes a number from 1 to 1000.");
        }
        if (query.isBlank()) {
            throw new UsageException("The query is empty.");
        }
        // sources play no part in a search, and what is wrong with them doesn't stop one
        Settings settings = freshet.settings(Problems::hasErrors);
        try (Memory memory = Memory.forReading(freshet.home(), settings);
                Embedder embedder = Models.of(settings, 1);
                ServedModel model = Models.served(memory, freshet.home(), embedder)) {
            List<SearchHit> hits =
                    new Search(model, memory.store()).search(query, limit, Set.copyOf(sources), metadata);
            print(hits, memory);
            return ExitCode.OK;
        }
    }

    private void print(List<SearchHit> hits, Memory memory) {
        PrintWriter out = out();
        if (freshet.json) {
            Json.print(out, SearchReport.of(hits));
            return;
        }
        if (hits.isEmpty()) {
            boolean empty = memory.store().counts().chunks() == 0;
            out.println(empty ? "Nothing is indexed yet. Begin with: freshet sync" : "Nothing was found.");
        }
        hits.forEach(hit -> print(hit, out));
        out.flush();
    }

    private static void print(SearchHit hit, PrintWriter out) {
        String page = hit.page() == 0 ? "" : ", page " + hit.page();
        String title = hit.title() == null ? "" : hit.title() + "  ";
        out.printf(Locale.ROOT, "%.4f  %s(%s%s)%n", hit.score(), title, hit.document(), page);
        if (!hit.heading().isEmpty()) {
            out.println("        " + hit.heading());
        }
        out.println("        " + snippet(hit.text()));
        out.println();
    }

    private static String snippet(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= SNIPPET ? line : line.substring(0, line.offsetByCodePoints(0, SNIPPET - 1)) + "…";
    }
}
