package dev.freshet.config;

import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where a model answers, and to which name. */
final class ModelAddress {

    private static final Set<String> WEB = Set.of("http", "https");

    private ModelAddress() {}

    static void check(Option<String> option, String text, OptionValues values) {
        URI address = parsed(text);
        if (address == null || address.getHost() == null || !WEB.contains(String.valueOf(address.getScheme()))) {
            values.refuse(option, "the value is not an address such as " + option.preset());
        } else if (address.getUserInfo() != null || address.getQuery() != null || address.getFragment() != null) {
            values.refuse(
                    option, "the address has a name before its host, or a ? or # behind its path; write it without");
        }
    }

    static void requireName(Option<String> option, String name, OptionValues values) {
        if (name.isBlank()) {
            values.refuse(option, "is empty. Write the name of a model, such as " + option.preset());
        }
    }

    /** Whether an address leads to this host. */
    static boolean isAt(String text, String host) {
        URI address = parsed(text);
        return address != null && host.equalsIgnoreCase(address.getHost());
    }

    /** An address that was checked, without a slash at its end. */
    static URI of(String text) {
        return URI.create(text.replaceFirst("/+$", ""));
    }

    private static @Nullable URI parsed(String text) {
        try {
            return of(text);
        } catch (IllegalArgumentException notAnAddress) {
            return null;
        }
    }
}
