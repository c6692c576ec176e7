package dev.freshet.testing;

import java.time.Duration;
import java.util.List;

/** A source {@code docs} behind a server of the test's, with pages that have numbers. */
public interface RemotePages extends AutoCloseable {

    /** Writes the source's file. */
    void writeSource(TestHome home);

    /** Adds the page of this number, or changes it. */
    void write(int page, String text);

    /** Calls since the last time that this was asked. */
    List<String> takeCalls();

    /** Each answer takes so long from now on; calls don't wait for each other. */
    void answerAfter(Duration time);

    @Override
    void close();
}
