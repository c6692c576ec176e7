package dev.freshet.store.redis;

import dev.freshet.remote.OutageException;
import dev.freshet.remote.ServerWords;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections that are kept for the next call. One that the server has ended meanwhile is replaced: every command of ours may be
 * sent twice. Safe for many threads.
 */
final class Connections implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

    private final RedisOptions options;
    private final ServerWords words;
    private final Deque<Connection> idle = new ArrayDeque<>();

    Connections(RedisOptions options) {
        this.options = options;
        this.words = new ServerWords(options.password(), List.of());
    }

    /**
     * Makes calls.
     *
     * @return an answer for each command, refusals among them
     * @throws OutageException if the server can't be reached
     */
    List<Reply> call(List<Command> commands) {
        Connection kept = kept();
        if (kept != null) {
            try {
                return call(kept, commands);
            } catch (IOException e) {
                if (kept.hasAnswered() || e instanceof SocketTimeoutException) {
                    throw outage(e);
                }
                LOG.debug("A connection that was kept had ended; another one is made", e);
            }
        }
        try {
            return call(made(), commands);
        } catch (IOException e) {
            throw outage(e);
        }
    }

    private List<Reply> call(Connection connection, List<Command> commands) throws IOException {
        try {
            List<Reply> replies = connection.call(commands);
            keep(connection);
            return replies;
        } catch (IOException e) {
            connection.close();
            throw e;
        }
    }

    private Connection made() throws IOException {
        Connection connection = Connection.to(options);
        if (options.password().isEmpty()) {
            return connection;
        }
        Command login = options.user().isEmpty()
                ? new Command("AUTH", options.password())
                : new Command("AUTH", options.user(), options.password());
        try {
            if (connection.call(List.of(login)).get(0) instanceof Reply.Refused refused) {
                throw refusal(refused);
            }
            return connection;
        } catch (IOException | OutageException e) {
            connection.close();
            throw e;
        }
    }

    private synchronized @Nullable Connection kept() {
        return idle.poll();
    }

    private synchronized void keep(Connection connection) {
        idle.push(connection);
    }

    /** What the server refuses; all of it is an outage, since it takes any bytes as a value. */
    OutageException refusal(Reply.Refused refused) {
        String said = words.of(refused.words().getBytes(StandardCharsets.UTF_8));
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

    private OutageException outage(IOException e) {
        String reason = e.getClass().getSimpleName() + (e.getMessage() == null ? "" : ": " + e.getMessage());
        return new OutageException(
                "The vector store at " + options + " can't be reached: " + reason
                        + ". See that Redis runs there, or correct freshet.store.redis.url.",
                e);
    }

    @Override
    public synchronized void close() {
        for (Connection connection : idle) {
            try {
                connection.close();
            } catch (IOException e) {
                LOG.debug("A connection couldn't be closed", e);
            }
        }
        idle.clear();
    }
}
