package dev.freshet.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** When HTTP calls are sent, as Camel says it before each. They come in later, one longer on its way than the other. */
public final class SentCalls implements AutoCloseable {

    private static final String SENDER = "org.apache.camel.component.http.HttpProducer";

    /** In ms: a tenth of it is the machine's, which may take a thread its processor between its turn and its call. */
    private static final long SECOND = 900;

    private final Logger logger = (Logger) LoggerFactory.getLogger(SENDER);
    private final @Nullable Level before = logger.getLevel();
    private final boolean passedOn = logger.isAdditive();
    private final ListAppender<ILoggingEvent> said = new ListAppender<>();

    /** Listens from now on. */
    public SentCalls() {
        logger.setLevel(Level.DEBUG);
        logger.setAdditive(false);
        said.start();
        logger.addAppender(said);
    }

    /**
     * Most calls to an address, or to what is below it, in any one second. The first doesn't count: between its turn and its
     * sending, all that sends it is loaded.
     */
    public long mostInASecond(String address) {
        List<Long> times = List.copyOf(said.list).stream()
                .filter(event -> event.getFormattedMessage().startsWith("Executing http ")
                        && event.getFormattedMessage().contains(address))
                .map(ILoggingEvent::getTimeStamp)
                .skip(1)
                .toList();
        return Rate.most(times, SECOND);
    }

    @Override
    public void close() {
        logger.detachAppender(said);
        logger.setAdditive(passedOn);
        logger.setLevel(before);
    }
}
