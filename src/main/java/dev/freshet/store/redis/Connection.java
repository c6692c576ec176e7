package dev.freshet.store.redis;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** A connection to a server, for one thread at a time. */
final class Connection implements AutoCloseable {

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private boolean hasAnswered;

    private Connection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        this.out = new BufferedOutputStream(socket.getOutputStream());
    }

    /** Connects, to whichever address of the host takes it; nobody has said yet who asks. */
    static Connection to(RedisOptions options) throws IOException {
        IOException failure =
                new IOException("no address of " + options.address().getHost() + " is known");
        for (InetAddress address : InetAddress.getAllByName(options.address().getHost())) {
            try {
                return to(address, options);
            } catch (IOException e) {
                failure = e;
            }
        }
        throw failure;
    }

    private static Connection to(InetAddress address, RedisOptions options) throws IOException {
        int millis = Math.toIntExact(options.timeout().toMillis());
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(address, options.address().getPort()), millis);
            socket.setSoTimeout(millis);
            socket.setTcpNoDelay(true);
            return new Connection(options.isEncrypted() ? encrypted(socket, options) : socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** The certificate must be for the host. */
    private static Socket encrypted(Socket plain, RedisOptions options) throws IOException {
        SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        SSLSocket socket = (SSLSocket) factory.createSocket(
                plain, options.address().getHost(), options.address().getPort(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    /** Sends all commands, and reads as many answers. */
    List<Reply> call(List<Command> commands) throws IOException {
        hasAnswered = false;
        for (Command command : commands) {
            command.writeTo(out);
        }
        out.flush();
        List<Reply> replies = new ArrayList<>();
        for (int i = 0; i < commands.size(); i++) {
            replies.add(Reply.read(in));
            hasAnswered = true;
        }
        return replies;
    }

    /** Whether the server has said anything to the last call. */
    boolean hasAnswered() {
        return hasAnswered;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
