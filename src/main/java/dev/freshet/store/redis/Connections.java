package dev.freshet.store.redis;

import dev.freshet.remote.OutageException;
import dev.freshet.remote.ServerWords;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionPool;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Connections of Jedis, which are kept for the next call. One that the server has ended meanwhile is replaced: every command of
 * ours may be sent twice. Safe for many threads.
 */
final class Connections implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

    private final RedisOptions options;
    private final ServerWords words;
    private final ConnectionPool pool;

    Connections(RedisOptions options) {
        this.options = options;
        this.words = new ServerWords(options.password(), List.of());
        this.pool = new ConnectionPool(
                new HostAndPort(options.address().getHost(), options.address().getPort()), client(options), kept());
    }

    /** Version 2 of the protocol, in which answers of the index are lists; nothing is sent but a login and our commands. */
    private static DefaultJedisClientConfig client(RedisOptions options) {
        DefaultJedisClientConfig.Builder client = DefaultJedisClientConfig.builder()
                .serverDefaultProtocol()
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
                .timeoutMillis(Math.toIntExact(options.timeout().toMillis()));
        if (!options.password().isEmpty()) {
            client.password(options.password());
        }
        if (!options.user().isEmpty()) {
            client.user(options.user());
        }
        if (options.isEncrypted()) {
            // the certificate must be for the host
            client.sslOptions(SslOptions.defaults());
        }
        return client.build();
    }

    /** As many as there are calls at once; what nobody needs for a minute is closed. */
    private static ConnectionPoolConfig kept() {
        ConnectionPoolConfig kept = new ConnectionPoolConfig();
        kept.setMaxTotal(-1);
        kept.setJmxEnabled(false);
        // asks with PING, which the user may not be allowed
        kept.setTestWhileIdle(false);
        return kept;
    }

    /**
     * Makes calls.
     *
     * @return an answer for each command, refusals among them
     * @throws OutageException if the server can't be reached
     */
    List<Reply> call(List<CommandArguments> commands) {
        if (commands.isEmpty()) {
            return List.of();
        }
        try {
            return sent(commands);
        } catch (JedisDataException e) {
            throw refusal(e);
        } catch (JedisException e) {
            throw outage(e);
        }
    }

    private List<Reply> sent(List<CommandArguments> commands) {
        try (Connection kept = pool.getResource()) {
            List<Object> first = firstUnlessEnded(kept, commands);
            if (!first.isEmpty()) {
                return withRest(kept, first, commands.size());
            }
        }
        pool.clear();
        try (Connection made = pool.getResource()) {
            return withRest(made, first(made, commands), commands.size());
        }
    }

    /** None where the server has said nothing before it ended the connection. */
    private static List<Object> firstUnlessEnded(Connection kept, List<CommandArguments> commands) {
        try {
            return first(kept, commands);
        } catch (JedisConnectionException e) {
            if (e.getCause() instanceof SocketTimeoutException) {
                throw e;
            }
            LOG.debug("A connection that was kept had ended; another one is made", e);
            return List.of();
        }
    }

    /** Sends all commands, and reads the first answer. */
    private static List<Object> first(Connection connection, List<CommandArguments> commands) {
        commands.forEach(connection::sendCommand);
        return connection.getMany(1);
    }

    private static List<Reply> withRest(Connection connection, List<Object> first, int number) {
        return Stream.concat(first.stream(), connection.getMany(number - 1).stream())
                .map(Reply::new)
                .toList();
    }

    /** What the server refuses; all of it is an outage, since it takes any bytes as a value. */
    OutageException refusal(JedisDataException refused) {
        String said = words.of(String.valueOf(refused.getMessage()).getBytes(StandardCharsets.UTF_8));
        boolean isLogin = said.startsWith("NOAUTH") || said.startsWith("WRONGPASS") || said.startsWith("NOPERM");
        boolean isUnknown = said.contains("unknown command");
        return new OutageException(
                "The vector store at " + options
                        + (isLogin
                                ? " doesn't let Freshet in: " + said
                                        + ". Correct freshet.store.redis.user and .password, which must be for one who may"
                                        + " write."
                                : " refuses a command: " + said
                                        + (isUnknown
                                                ? ". It takes Redis 8, or Redis Stack, which has its search."
                                                : ".")),
                null);
    }

    private OutageException outage(JedisException e) {
        Throwable reason = reason(e);
        return new OutageException(
                "The vector store at " + options + " can't be reached: "
                        + reason.getClass().getSimpleName()
                        + (reason.getMessage() == null ? "" : ": " + reason.getMessage())
                        + ". See that Redis runs there, or correct freshet.store.redis.url.",
                e);
    }

    /** What Jedis has met: its cause, or what went wrong with an address of the host. */
    private static Throwable reason(JedisException e) {
        if (e.getCause() != null) {
            return e.getCause();
        }
        return e.getSuppressed().length > 0 ? e.getSuppressed()[0] : e;
    }

    @Override
    public void close() {
        pool.close();
    }
}
