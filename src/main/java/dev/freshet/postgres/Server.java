package dev.freshet.postgres;

import java.time.Duration;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A database of PostgreSQL, and how it is reached.
 *
 * @param address {@code postgresql://host:port/database}, after which options of the driver may stand; neither user nor password
 * @param user name at the server; empty = the driver's default
 * @param password empty = none
 * @param timeout the longest that a statement may take
 * @param program by which the server lists its connections, up to 63 letters
 */
public record Server(String address, String user, String password, Duration timeout, String program) {

    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(10);

    /** How much longer we wait than the server works: it ends a statement first, which is then sure not to come later. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    /** New connections, as many as are asked for. */
    public PGSimpleDataSource source() {
        return reaching(new PGSimpleDataSource());
    }

    /** The same by another kind of source. */
    public <T extends PGSimpleDataSource> T reaching(T source) {
        source.setURL("jdbc:" + address);
        source.setUser(user.isEmpty() ? null : user);
        source.setPassword(password.isEmpty() ? null : password);
        source.setApplicationName(program);
        source.setConnectTimeout(seconds(min(timeout, LONGEST_CONNECT)));
        source.setSocketTimeout(seconds(timeout.plus(GRACE)));
        source.setTcpKeepAlive(true);
        // it would quote rows, and so documents
        source.setLogServerErrorDetail(false);
        return source;
    }

    /** The same with another name for its connections. */
    public Server called(String other) {
        return new Server(address, user, password, timeout, other);
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static int seconds(Duration time) {
        return Math.toIntExact(Math.max(1, time.toSeconds()));
    }

    /** The user, for people. */
    public String who() {
        return user.isEmpty() ? "the user '" + System.getProperty("user.name") + "'" : "'" + user + "'";
    }

    /** For people: without options of the driver, user and password. */
    @Override
    public String toString() {
        int options = address.indexOf('?');
        return options < 0 ? address : address.substring(0, options);
    }
}
