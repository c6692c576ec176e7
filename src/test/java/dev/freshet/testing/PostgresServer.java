package dev.freshet.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.freshet.postgres.Server;
import dev.freshet.state.PostgresState;
import dev.freshet.store.pgvector.PgvectorOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL with pgvector, one for all tests of a process, on a free port and in a folder of its own. Where the
 * machine has none, the tests that ask for it are skipped.
 */
public final class PostgresServer {

    public static final String USER = "postgres";
    public static final String PASSWORD = "a-password-of-tests";

    private static final Path VERSIONS = Path.of("/usr/lib/postgresql");
    private static final Pattern RECENT = Pattern.compile("default_version = '(0\\.([89]|\\d\\d)|[1-9])");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static @Nullable PostgresServer running;

    private final Path programs;
    private final Path folder;
    private final int port;

    private PostgresServer(Path programs, Path folder, int port) {
        this.programs = programs;
        this.folder = folder;
        this.port = port;
    }

    /** The server, which ends with this process. */
    public static synchronized PostgresServer get() {
        Path programs = programs();
        assumeTrue(programs != null, "no PostgreSQL with pgvector 0.8 or later below " + VERSIONS);
        if (running == null && programs != null) {
            running = start(programs);
        }
        if (running == null) {
            throw new IllegalStateException("No server was started");
        }
        return running;
    }

    private static @Nullable Path programs() {
        if (!Files.isDirectory(VERSIONS)) {
            return null;
        }
        try (Stream<Path> versions = Files.list(VERSIONS)) {
            return versions.filter(PostgresServer::hasPgvector)
                    .map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .findFirst()
                    .orElse(null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean hasPgvector(Path version) {
        Path control =
                Path.of("/usr/share/postgresql", String.valueOf(version.getFileName()), "extension", "vector.control");
        try {
            return Files.exists(control)
                    && RECENT.matcher(Files.readString(control)).find();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PostgresServer start(Path programs) {
        try {
            Path folder = Files.createTempDirectory("freshet-postgres-");
            Path password = Files.writeString(folder.resolve("password"), PASSWORD);
            PostgresServer server = new PostgresServer(programs, folder, freePort());
            if (isRoot()) {
                run(List.of("chown", "-R", USER, folder.toString()));
            }
            server.asUser(
                    "initdb",
                    "-D",
                    server.data(),
                    "-U",
                    USER,
                    "--pwfile=" + password,
                    "-A",
                    "scram-sha-256",
                    "--locale=C.UTF-8",
                    "--no-sync");
            server.asUser(
                    "pg_ctl",
                    "-D",
                    server.data(),
                    "-l",
                    folder.resolve("log").toString(),
                    "-o",
                    "-F -p " + server.port + " -c listen_addresses=127.0.0.1 -c max_connections=200 -k " + folder,
                    "-w",
                    "start");
            Runtime.getRuntime().addShutdownHook(new Thread(server::stop));
            server.execute("CREATE EXTENSION vector");
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    /** The server refuses to run as root. */
    private void asUser(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("setpriv", "--reuid=" + USER, "--regid=" + USER, "--clear-groups"));
        }
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(arguments));
        run(command);
    }

    private static void run(List<String> command) {
        try {
            Path said = Files.createTempFile("freshet-", ".out");
            Process process = new ProcessBuilder(command)
                    .directory(Path.of("/").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            int code = process.waitFor();
            String text = Files.readString(said, StandardCharsets.UTF_8);
            Files.delete(said);
            if (code != 0) {
                throw new IllegalStateException(command + " ended with " + code + ":\n" + text);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void stop() {
        asUser("pg_ctl", "-D", data(), "-m", "immediate", "-w", "stop");
        run(List.of("rm", "-rf", folder.toString()));
    }

    /** Ends the connections of all others, as a server does that is started anew. */
    public void endConnections() {
        execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                + " WHERE pid <> pg_backend_pid() AND application_name LIKE 'freshet%'");
    }

    /** Its database {@code postgres}, which has the extension. */
    public URI uri() {
        return URI.create("postgresql://127.0.0.1:" + port + "/postgres");
    }

    /** The same database, through another port such as that of a {@link FaultProxy}. */
    public static String through(URI proxy) {
        return "postgresql://127.0.0.1:" + proxy.getPort() + "/postgres";
    }

    /** A name that nothing has yet. */
    public static String newName() {
        return "t" + ProcessHandle.current().pid() + "_" + NUMBER.incrementAndGet();
    }

    /** A store in a table that isn't there yet. */
    public PgvectorOptions options() {
        return options(uri().toString(), newName(), PATIENCE);
    }

    /** A store in a table, at any address of this server. */
    public static PgvectorOptions options(String address, String table, Duration timeout) {
        return new PgvectorOptions(address, USER, PASSWORD, table, timeout, 4);
    }

    /** A state in a schema, at any address of this server. */
    public PostgresState state(String address, String schema) {
        return new PostgresState(new Server(address, USER, PASSWORD, PATIENCE, "freshet"), schema, 4);
    }

    /** Runs statements as the server's superuser. */
    public void execute(String... statements) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first column of a query. */
    public List<String> column(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(String.valueOf(result.getString(1)));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** All rows of a table, in the order of their ids, as other programs see them. */
    public List<String> rows(String table) {
        return column("SELECT row_to_json(t)::text FROM " + table + " t ORDER BY embedding_id");
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:" + uri(), USER, PASSWORD);
    }
}
