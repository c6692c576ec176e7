package dev.freshet.config;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A store in Redis.
 *
 * @param url {@code redis://host:port}; neither user nor password is in it
 * @param user empty = Redis's default user
 */
public record RedisSettings(String url, String user, Secret password, String index) {

    private static final Pattern ADDRESS = Pattern.compile("rediss?://[^/?#@:\\s]+:\\d{1,5}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,100}");

    static final Option<String> URL = Option.text(
            "freshet.store.redis.url",
            "",
            "The server: redis://HOST:PORT, or rediss://HOST:PORT for an encrypted connection.",
            "rediss://redis.example.org:6379");
    static final Option<String> USER = Option.text(
            "freshet.store.redis.user", "", "User name at Redis. Without one it is Redis's default user.", "freshet");
    static final Option<String> PASSWORD =
            Option.secret("freshet.store.redis.password", "Password at Redis.", "{{env:FRESHET_REDIS_PASSWORD}}");
    static final Option<String> INDEX = Option.text(
            "freshet.store.redis.index",
            "freshet",
            "The index, which the first write makes, and what keys begin with: letters, digits, _ and -.",
            "handbook");
    static final List<Option<?>> OPTIONS = List.of(URL, USER, PASSWORD, INDEX);

    /**
     * @param isUsed whether it is the store that was chosen
     */
    static RedisSettings of(OptionValues values, boolean isUsed) {
        RedisSettings settings =
                new RedisSettings(values.get(URL), values.get(USER), values.secret(PASSWORD), values.get(INDEX));
        if (isUsed || !settings.url().isEmpty()) {
            settings.check(values);
        }
        return settings;
    }

    private void check(OptionValues values) {
        if (!ADDRESS.matcher(url).matches()) {
            values.refuse(
                    URL,
                    StoreSettings.KIND,
                    url.isEmpty()
                            ? "the store redis needs an address such as redis://localhost:6379"
                            : "the value is no address such as redis://localhost:6379, without a user before the host");
        }
        if (!NAME.matcher(index).matches()) {
            values.refuse(INDEX, "'" + index + "' has other characters than letters, digits, _ and -");
        }
    }
}
