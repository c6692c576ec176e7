package dev.freshet.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;

/**
 * The HTTP interface of {@code freshet run}.
 *
 * @param token what clients must show; not set = none, which only a loopback address allows
 * @param maxBody of a request
 * @param maxWaiting requests that may wait for a run to end
 * @param patience with the head and the body of a request, with the reading of an answer, and until the next request
 */
public record HttpSettings(
        String address, int port, Secret token, DataSize maxBody, int maxWaiting, Duration patience) {

    private static final int SHORTEST_TOKEN = 16;

    static final Option<String> ADDRESS = Option.text(
            "freshet.http.address",
            "127.0.0.1",
            "Address that the service listens on. Any but a loopback address needs freshet.http.token.",
            "0.0.0.0");
    static final Option<Integer> PORT = new Option<>(
            "freshet.http.port",
            OptionType.NUMBER,
            "",
            8642,
            0,
            65_535,
            "Port that the service listens on; 0 takes a free one, which the log names.",
            "8080");
    static final Option<String> TOKEN = Option.secret(
            "freshet.http.token",
            "Token that clients must send as 'Authorization: Bearer TOKEN', 16 characters or more. Without one, only this machine is answered.",
            "file:/run/secrets/freshet-token");
    static final Option<DataSize> MAX_BODY = new Option<>(
            "freshet.http.max-body",
            OptionType.SIZE,
            "",
            new DataSize(1L << 20),
            new DataSize(1L << 10),
            new DataSize(1L << 30),
            "The largest body that a request may have.",
            "10MB");
    static final Option<Integer> MAX_WAITING = new Option<>(
            "freshet.http.max-waiting",
            OptionType.NUMBER,
            "requests",
            16,
            1,
            1_000,
            "Requests that may wait for a run to end; one more is told to come again.",
            "50");
    static final Option<Duration> PATIENCE = new Option<>(
            "freshet.http.patience",
            OptionType.DURATION,
            "",
            Duration.ofSeconds(30),
            Duration.ofSeconds(1),
            Duration.ofHours(1),
            "How long a client may take to send a request, to read the answer, and until its next request; then it is cut off.",
            "2m");
    static final List<Option<?>> OPTIONS = List.of(ADDRESS, PORT, TOKEN, MAX_BODY, MAX_WAITING, PATIENCE);

    static HttpSettings of(OptionValues values) {
        HttpSettings settings = new HttpSettings(
                values.get(ADDRESS),
                values.get(PORT),
                values.secret(TOKEN),
                values.get(MAX_BODY),
                values.get(MAX_WAITING),
                values.get(PATIENCE));
        settings.refuseOpen(values);
        return settings;
    }

    /** The same on another port. */
    HttpSettings at(int other) {
        return new HttpSettings(address, other, token, maxBody, maxWaiting, patience);
    }

    private void refuseOpen(OptionValues values) {
        if (token.isSet() && token.text().length() < SHORTEST_TOKEN) {
            values.refuse(
                    TOKEN,
                    "the token has fewer than " + SHORTEST_TOKEN + " characters. Make one with: openssl rand -hex 32");
        }
        try {
            if (!InetAddress.getByName(address).isLoopbackAddress() && !token.isSet()) {
                values.refuse(
                        ADDRESS,
                        "'" + address
                                + "' can be reached from other machines, and there is no token. Set freshet.http.token,"
                                + " such as {{env:FRESHET_HTTP_TOKEN}} or file:/run/secrets/freshet-token");
            }
        } catch (UnknownHostException e) {
            values.refuse(
                    ADDRESS, "'" + address + "' is no address of this machine. Write one such as 127.0.0.1 or 0.0.0.0");
        }
    }

    /** Whether only this machine can reach it. */
    public boolean isLoopback() {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException("'" + address + "' was accepted and can't be resolved", e);
        }
    }
}
