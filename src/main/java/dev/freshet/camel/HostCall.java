package dev.freshet.camel;

import dev.freshet.camel.PublicAddresses.RefusedAddressException;
import dev.freshet.remote.Breaker;
import dev.freshet.remote.Breakers;
import dev.freshet.remote.OutageException;
import dev.freshet.remote.RetryAfter;
import dev.freshet.source.http.AnswerTooLongException;
import dev.freshet.source.http.HostOutageException;
import dev.freshet.source.http.HttpAnswer;
import dev.freshet.source.http.HttpCall;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** A call behind the breaker of its host, so that a dead host is left alone whichever source and document asks for it. */
final class HostCall {

    /** Makes the call, with all its tries. */
    interface Sending {
        HttpAnswer send() throws IOException, InterruptedException;
    }

    /** The host answers, after all tries, that it can't answer now. */
    private static final class OverloadedException extends IOException {

        private static final long serialVersionUID = 1;

        private final transient HttpAnswer answer;

        OverloadedException(String message, HttpAnswer answer, Optional<Duration> wish) {
            super(message, new OutageException(message, wish.orElse(null), null));
            this.answer = answer;
        }
    }

    private final HttpCall call;
    private final Breaker breaker;

    HostCall(Breakers breakers, HttpCall call) {
        this.call = call;
        this.breaker = breakers.host(
                CamelHttp.authority(call.uri()),
                failure -> failure instanceof IOException && !(failure instanceof AnswerTooLongException),
                failure -> failure instanceof InterruptedException || failure instanceof RefusedAddressException);
    }

    HttpAnswer send(Sending sending) throws IOException, InterruptedException {
        try {
            return breaker.circuit().executeCallable(() -> judged(sending));
        } catch (OverloadedException e) {
            refuseInOutage(e);
            return e.answer;
        } catch (AnswerTooLongException | RefusedAddressException | InterruptedException e) {
            throw e;
        } catch (IOException | CallNotPermittedException e) {
            refuseInOutage(e);
            throw e;
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    /** The failure that opens the breaker is an outage already, not the fault of the document it was for. */
    private void refuseInOutage(Exception failure) throws HostOutageException {
        if (failure instanceof CallNotPermittedException || !breaker.isClosed()) {
            throw new HostOutageException(breaker.refusal(), failure);
        }
    }

    private HttpAnswer judged(Sending sending) throws IOException, InterruptedException {
        HttpAnswer answer = sending.send();
        Optional<Duration> wish = answer.header("Retry-After").flatMap(RetryAfter::of);
        if (Patience.isPassing(answer.status(), wish.isPresent())) {
            throw new OverloadedException(
                    CamelHttp.authority(call.uri()) + " answered " + answer.status(),
                    answer,
                    wish.filter(time -> time.compareTo(Patience.LONGEST) > 0));
        }
        return answer;
    }
}
