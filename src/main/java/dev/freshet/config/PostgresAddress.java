package dev.freshet.config;

import java.util.Optional;
import java.util.regex.Pattern;

/** What an address of a database in PostgreSQL may look like. */
final class PostgresAddress {

    private static final Pattern FORM = Pattern.compile("postgresql://[^/?#@\\s]+/[^/?#@\\s]+(\\?\\S*)?");
    private static final Pattern WHO = Pattern.compile("[?&](user|password)=");

    private PostgresAddress() {}

    /** Without the prefix that addresses of databases have in Java. */
    static String plain(String address) {
        return address.startsWith("jdbc:") ? address.substring("jdbc:".length()) : address;
    }

    /**
     * Why it can't be used; empty = it can.
     *
     * @param address see {@link #plain}
     * @param prefix of the example
     */
    static Optional<String> refusal(String address, String prefix, Option<?> user, Option<?> password) {
        if (WHO.matcher(address).find() || address.contains("@")) {
            return Optional.of(
                    "a user or a password is in the address. Set " + user.name() + " and " + password.name());
        }
        return FORM.matcher(address).matches()
                ? Optional.empty()
                : Optional.of(
                        "'" + address + "' is no address such as " + prefix + "postgresql://localhost:5432/freshet");
    }
}
