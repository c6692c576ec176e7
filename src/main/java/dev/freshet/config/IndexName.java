package dev.freshet.config;

import java.util.regex.Pattern;

/** Names of indexes, as OpenSearch and Elasticsearch take them. */
final class IndexName {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,200}");

    private IndexName() {}

    static void check(Option<String> option, String name, OptionValues values) {
        if (!NAME.matcher(name).matches()) {
            values.refuse(
                    option,
                    "'" + name + "' is no name of an index: lower case letters, digits, dots, _ and -, a letter or a"
                            + " digit first");
        }
    }
}
