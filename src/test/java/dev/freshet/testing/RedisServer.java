package dev.freshet.testing;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Speaks Redis's protocol and answers as the documentation of Redis 8 has it, see {@link RedisCommands}. It stands for a real
 * server where none is to be had.
 */
public final class RedisServer implements CollectionServer, AutoCloseable {

    public static final String PASSWORD = "a-password-of-tests";

    /** What is refused, in Redis's words. */
    static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1;

        Refusal(String message) {
            super(message);
        }
    }

    private final ServerSocket listening;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final RedisCommands commands = new RedisCommands();

    private RedisServer(ServerSocket listening) {
        this.listening = listening;
    }

    /** An empty one on a free port. */
    public static RedisServer start() {
        try {
            RedisServer server = new RedisServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
            server.threads.execute(server::listen);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public URI uri() {
        return URI.create("redis://127.0.0.1:" + listening.getLocalPort());
    }

    @Override
    public List<String> contents(String index) {
        return commands.contents(index);
    }

    @Override
    public void drop(String index) {
        commands.drop(index);
    }

    @Override
    public void putTheirs(String index, String id, float[] vector) {
        commands.putTheirs(index, id, vector);
    }

    private void listen() {
        try {
            while (!listening.isClosed()) {
                Socket socket = listening.accept();
                threads.execute(() -> serve(socket));
            }
        } catch (SocketException closed) {
            // the test is over
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve(Socket socket) {
        try (socket;
                DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
                OutputStream out = new BufferedOutputStream(socket.getOutputStream())) {
            boolean isLetIn = false;
            while (true) {
                List<byte[]> command = read(in);
                boolean isLogin = word(command, 0).equals("AUTH");
                if (isLogin) {
                    isLetIn = word(command, command.size() - 1).equals(PASSWORD);
                }
                write(out, answer(command, isLetIn, isLogin));
                if (in.available() == 0) {
                    out.flush();
                }
            }
        } catch (EOFException | SocketException | ProtocolException ended) {
            // the client has gone, or speaks something else
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Object answer(List<byte[]> command, boolean isLetIn, boolean isLogin) {
        if (!isLetIn) {
            return new Refusal(
                    isLogin
                            ? "WRONGPASS invalid username-password pair or user is disabled."
                            : "NOAUTH Authentication required.");
        }
        try {
            return isLogin ? "OK" : commands.answer(command);
        } catch (Refusal refusal) {
            return refusal;
        }
    }

    static String word(List<byte[]> command, int number) {
        return new String(command.get(number), StandardCharsets.UTF_8);
    }

    private static List<byte[]> read(DataInputStream in) throws IOException {
        int words = number(in, '*');
        List<byte[]> command = new ArrayList<>();
        for (int i = 0; i < words; i++) {
            command.add(in.readNBytes(number(in, '$')));
            in.skipNBytes(2);
        }
        return command;
    }

    private static int number(DataInputStream in, char kind) throws IOException {
        if (in.readUnsignedByte() != kind) {
            throw new ProtocolException("expected '" + kind + "'");
        }
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.readUnsignedByte(); next != '\r'; next = in.readUnsignedByte()) {
            line.write(next);
        }
        in.skipNBytes(1);
        return Integer.parseInt(line.toString(StandardCharsets.UTF_8));
    }

    /** A text, bytes, a number, a list, or an object of any other kind for nothing. */
    private static void write(OutputStream out, Object answer) throws IOException {
        if (answer instanceof Refusal refusal) {
            line(out, "-" + refusal.getMessage());
        } else if (answer instanceof Number number) {
            line(out, ":" + number);
        } else if (answer instanceof List<?> list) {
            line(out, "*" + list.size());
            for (Object part : list) {
                write(out, part);
            }
        } else if (answer instanceof String text) {
            write(out, text.getBytes(StandardCharsets.UTF_8));
        } else if (answer instanceof byte[] bytes) {
            line(out, "$" + bytes.length);
            out.write(bytes);
            line(out, "");
        } else {
            line(out, "$-1");
        }
    }

    private static void line(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }
}
