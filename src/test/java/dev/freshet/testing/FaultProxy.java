package dev.freshet.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands between the program and a server on loopback, and does to TCP connections what networks do. */
public final class FaultProxy implements AutoCloseable {

    /** What is done to connections, old ones too from their next bytes on. */
    public enum Fault {
        NONE,
        /** Each piece of an answer is late. */
        DELAY,
        /** Connections are reset at once. */
        RESET,
        /** Bytes go in and none comes out. */
        BLACK_HOLE,
        /** An answer ends after so many bytes, see {@link FaultProxy#cutAfter}. */
        CUT
    }

    private final ServerSocket listening;
    private final int port;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private volatile Fault fault = Fault.NONE;
    private volatile Duration delay = Duration.ZERO;
    private volatile long longest = Long.MAX_VALUE;

    private FaultProxy(ServerSocket listening, int port) {
        this.listening = listening;
        this.port = port;
    }

    /** A proxy on a free port. */
    public static FaultProxy to(URI server) {
        try {
            FaultProxy proxy =
                    new FaultProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), server.getPort());
            proxy.threads.execute(proxy::listen);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + listening.getLocalPort());
    }

    /** Connections that were made. */
    public int connections() {
        return connections.get();
    }

    /** Does this from now on. */
    public void does(Fault newFault) {
        fault = newFault;
        if (newFault == Fault.RESET) {
            open.forEach(FaultProxy::reset);
        }
    }

    /** Each piece of an answer is so late. */
    public void delays(Duration by) {
        delay = by;
        does(Fault.DELAY);
    }

    /** Each connection breaks after so many bytes of answers. */
    public void cutAfter(long bytes) {
        longest = bytes;
        does(Fault.CUT);
    }

    private void listen() {
        try {
            while (!listening.isClosed()) {
                Socket client = listening.accept();
                connections.incrementAndGet();
                if (fault == Fault.RESET) {
                    reset(client);
                } else {
                    connect(client);
                }
            }
        } catch (IOException e) {
            close();
        }
    }

    private void connect(Socket client) throws IOException {
        Socket server = new Socket();
        open.add(client);
        open.add(server);
        try {
            server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            reset(client);
            return;
        }
        threads.execute(() -> copy(client, server, false));
        threads.execute(() -> copy(server, client, true));
    }

    private void copy(Socket from, Socket to, boolean answers) {
        byte[] piece = new byte[8 * 1024];
        long copied = 0;
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
                if (fault == Fault.DELAY && answers) {
                    TimeUnit.NANOSECONDS.sleep(delay.toNanos());
                }
                if (fault == Fault.BLACK_HOLE) {
                    continue;
                }
                if (fault == Fault.CUT && answers && copied + length > longest) {
                    out.write(piece, 0, (int) (longest - Math.min(copied, longest)));
                    out.flush();
                    reset(to);
                    reset(from);
                    return;
                }
                out.write(piece, 0, length);
                out.flush();
                copied += length;
            }
        } catch (IOException e) {
            reset(to);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(from);
        }
    }

    private static void reset(Socket socket) {
        try (socket) {
            socket.setSoLinger(true, 0);
        } catch (SocketException e) {
            // it is closed already
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        open.forEach(FaultProxy::reset);
        threads.shutdownNow();
    }
}
