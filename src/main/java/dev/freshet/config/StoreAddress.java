package dev.freshet.config;

import java.util.regex.Pattern;

/** Where a store answers over HTTP. */
final class StoreAddress {

    private static final Pattern ADDRESS = Pattern.compile("https?://[^/?#@\\s]+(/[^?#@\\s]*[^/?#@\\s])?");

    private StoreAddress() {}

    /**
     * Refuses what is no address, or has a user or a slash at its end.
     *
     * @param store its name in the options
     * @param example of a server on this machine
     */
    static void check(Option<String> option, String address, String store, String example, OptionValues values) {
        if (!ADDRESS.matcher(address).matches()) {
            values.refuse(
                    option,
                    StoreSettings.KIND,
                    address.isEmpty()
                            ? "the store " + store + " needs an address such as " + example
                            : "the value is no address such as " + example
                                    + ", without a user before the host and a slash at the end");
        }
    }
}
