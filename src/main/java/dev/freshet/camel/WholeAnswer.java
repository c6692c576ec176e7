package dev.freshet.camel;

import dev.freshet.source.http.AnswerTooLongException;
import dev.freshet.source.http.HttpAnswer;
import dev.freshet.source.http.HttpCall;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.util.IOHelper;
import org.apache.hc.core5.http.io.EofSensorInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Bean {@code wholeAnswer}: takes the answer to a call in, no more of it than the call lets through, so that a connection
 * that breaks meanwhile is tried again too. Statuses that another try may change become failures, others are answers.
 */
public final class WholeAnswer {

    /** An answer comes in drops. Another try would take as long. */
    static final class TooSlowException extends IOException {

        private static final long serialVersionUID = 1;

        TooSlowException(String message) {
            super(message);
        }
    }

    /** Property: most bytes of an answer. */
    static final String LONGEST = "FreshetLongest";

    /** Property: how the server says, in its own way, that it can't answer now. */
    static final String BUSY = "FreshetBusy";

    /** Property: how often the call was tried again. Without it, it would be tried for ever. */
    private static final String TRIES = "FreshetTries";

    /** A refusal that only looks like one for now is believed after this many more tries. */
    private static final int MOST_BUSY = 3;

    /** A server that sends its answer in drops is given up. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    private static final int PIECE = 16 * 1024;

    /** Body = all bytes. */
    public void take(Exchange exchange) throws IOException, HttpOperationFailedException {
        try {
            read(exchange);
        } catch (IOException | HttpOperationFailedException e) {
            exchange.getMessage().setHeader(Exchange.REDELIVERY_COUNTER, exchange.getProperty(TRIES, Integer.class));
            throw e;
        }
    }

    private static void read(Exchange exchange) throws IOException, HttpOperationFailedException {
        Message message = exchange.getMessage();
        byte[] bytes = new byte[0];
        InputStream body = message.getBody(InputStream.class);
        if (body != null) {
            bytes = readOrAbort(body, exchange);
        }
        message.setBody(bytes);
        int status = Objects.requireNonNullElse(message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class), 200);
        if (status >= 400) {
            HttpOperationFailedException refused = refusal(exchange, status, bytes);
            if (Patience.passes(refused) || isBusy(exchange, refused, bytes)) {
                throw refused;
            }
        }
    }

    private static boolean isBusy(Exchange exchange, HttpOperationFailedException refused, byte[] bytes) {
        HttpCall.Busy busy = exchange.getProperty(BUSY, HttpCall.Busy.class);
        int tries = Objects.requireNonNullElse(exchange.getProperty(TRIES, Integer.class), 0);
        return busy != null
                && tries < MOST_BUSY
                && Patience.isSilent(refused)
                && busy.isSaidBy(new HttpAnswer(refused.getStatusCode(), Map.of(), bytes));
    }

    private static byte[] readOrAbort(InputStream body, Exchange exchange) throws IOException {
        byte[] bytes;
        try {
            bytes = read(body, exchange);
        } catch (IOException e) {
            abort(body);
            throw e;
        }
        body.close();
        return bytes;
    }

    /** Closing would read the answer to its end, which may be far away, so what can't be cut off is closed aside. */
    private static void abort(InputStream body) throws IOException {
        if (body instanceof EofSensorInputStream connected) {
            connected.abort();
            return;
        }
        Thread aside = new Thread(() -> IOHelper.close(body), "freshet-refused-answer");
        aside.setDaemon(true);
        aside.start();
    }

    private static byte[] read(InputStream body, Exchange exchange) throws IOException {
        long longest = Objects.requireNonNull(exchange.getProperty(LONGEST, Long.class), LONGEST);
        refuseLonger(longest, exchange.getMessage().getHeader("Content-Length", Long.class), exchange);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] piece = new byte[PIECE];
        long end = System.nanoTime() + LONGEST_WAIT.toNanos();
        for (int length = body.read(piece); length >= 0; length = body.read(piece)) {
            bytes.write(piece, 0, length);
            refuseLonger(longest, (long) bytes.size(), exchange);
            if (System.nanoTime() - end > 0) {
                throw new TooSlowException("The answer was not there after " + LONGEST_WAIT.toMinutes() + " min");
            }
        }
        return bytes.toByteArray();
    }

    private static void refuseLonger(long longest, @Nullable Long length, Exchange exchange) throws IOException {
        if (length != null && length > longest) {
            throw new AnswerTooLongException("The answer of " + exchange.getProperty(CamelHttp.ADDRESS)
                    + " is longer than " + longest + " bytes");
        }
    }

    private static HttpOperationFailedException refusal(Exchange exchange, int status, byte[] bytes) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        exchange.getMessage().getHeaders().forEach((name, value) -> headers.put(name, String.valueOf(value)));
        return new HttpOperationFailedException(
                exchange.getProperty(CamelHttp.ADDRESS, String.class),
                status,
                "",
                headers.get("Location"),
                headers,
                new String(bytes, StandardCharsets.UTF_8));
    }
}
