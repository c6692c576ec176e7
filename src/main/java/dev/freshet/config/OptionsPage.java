package dev.freshet.config;

import java.util.List;
import java.util.stream.Collectors;

/** Writes what people read about the options, from their declarations. */
final class OptionsPage {

    private OptionsPage() {}

    /** The text of {@code docs/options.md}. */
    static String markdown(List<Option<?>> options) {
        return """
                # Options

                Options stand in `application.properties` in the home folder, one `name = value` a line. A missing file \
                means all defaults. `freshet validate` checks them all at once.

                A value may take an environment variable: `{{env:NAME}}`, or `{{env:NAME:default}}`. Durations carry \
                `ms`, `s`, `m`, `h` or `d`; sizes `B`, `kB`, `MB` or `GB` (1 kB = 1024 B). Keys that begin with \
                `camel.` go to Apache Camel as they are. A store with a name of its own, beside the one of `freshet.store`, \
                has the same options: `freshet.stores.NAME` says what it is, `freshet.stores.NAME.sources` which sources go \
                there, `freshet.stores.NAME.port` where its console is, and `freshet.stores.NAME.qdrant.url` what \
                `freshet.store.qdrant.url` says of the other ([several stores](stores.md#several-stores)). A complete configuration for each embedding model: \
                [models.md](models.md).

                """ + table(options);
    }

    /** The table of the options, which the README has too. */
    static String table(List<Option<?>> options) {
        return """
                | option | default | type | allowed | meaning |
                | --- | --- | --- | --- | --- |
                """ + options.stream().map(OptionsPage::row).collect(Collectors.joining());
    }

    private static String row(Option<?> option) {
        return "| `%s` | `%s` | %s | %s | %s |\n"
                .formatted(option.name(), option.presetText(), option.typeText(), option.range(), option.description());
    }

    /** The text of {@code application.properties}: every option once, commented out. */
    static String properties(List<Option<?>> options) {
        return """
                # Every option of Freshet, at its default. To change one, remove the # before its name.
                # A value may take an environment variable: {{env:NAME}}, or {{env:NAME:default}}.
                # Keys that begin with "camel." go to Apache Camel as they are.
                """ + options.stream().map(OptionsPage::entry).collect(Collectors.joining());
    }

    private static String entry(Option<?> option) {
        return "\n# %s\n# %s, %s; for example %s\n#%s = %s\n"
                .formatted(
                        option.description(),
                        option.typeText(),
                        option.range(),
                        option.example(),
                        option.name(),
                        option.presetText());
    }
}
